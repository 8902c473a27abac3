from __future__ import annotations

import pytest

from tests.web.desk import PASSWORD, TOKEN


def test_whoever_is_not_signed_in_is_led_to_signing_in_and_back(furnished, client, sign_in):
    answer = client.get("/manage/campaigns/?state=draft")
    assert answer.status_code == 302
    assert answer.location == "/sign-in/?next=/manage/campaigns/?state%3Ddraft"
    sign_in("organizer@example.org", "organizer")
    form = client.get(answer.location)
    data = {"csrf_token": TOKEN.search(form.text)[1], "email": "organizer@example.org", "password": PASSWORD}
    assert client.post(answer.location, data=data).location == "/manage/campaigns/?state=draft"


def test_a_wrong_password_lets_nobody_in(client, sign_in):
    sign_in("organizer@example.org", "organizer")
    token = TOKEN.search(client.get("/sign-in/").text)[1]
    data = {"csrf_token": token, "email": "organizer@example.org", "password": "another long password"}
    assert client.post("/sign-in/", data=data).status_code == 200
    assert client.get("/manage/").status_code == 302


@pytest.mark.parametrize("role", ["organizer", "admin"])
def test_organizers_and_admins_see_the_desk(sign_in, role):
    page = sign_in("somebody@example.org", role).get("/manage/")
    assert "What needs you" in page
    assert ("/admin/" in page) == (role == "admin")


def test_somebody_who_was_disabled_is_out_at_once(app, sign_in):
    from campaign.accounts import queries, services

    desk = sign_in("organizer@example.org", "organizer")
    with app.app_context():
        services.disable(queries.by_email("organizer@example.org"))
    desk.get("/manage/", 302)


def test_signing_out_ends_the_session(sign_in):
    desk = sign_in("organizer@example.org", "organizer")
    desk.post("/sign-in/out", status=302)
    desk.get("/manage/", 302)
