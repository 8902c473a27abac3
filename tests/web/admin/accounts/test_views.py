from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.web.desk import TOKEN, Desk

PASSWORD = "another long enough password"
NEW = {"email": "New@Example.org", "name": "Linh Tran", "role": "organizer"}


def account(app, email):
    from campaign.accounts import queries

    with app.app_context():
        found = queries.by_email(email)
        return found.id, found.role, found.active, found.is_invited


def mails(app):
    from campaign.core.db import db
    from campaign.mailer.models import Message

    with app.app_context():
        return [
            (one.kind, one.address, one.context) for one in db.session.query(Message).order_by(Message.id)
        ]


def set_password(app, link, password=PASSWORD):
    """Open the link of an invitation in a new browser, and send the form there."""
    client = app.test_client()
    path = urlsplit(link).path
    page = client.get(path)
    assert page.status_code == 200, page.location
    data = {"csrf_token": TOKEN.search(page.text)[1], "password": password, "password_confirm": password}
    return client, client.post(path, data=data)


def test_an_invitation_makes_an_account_that_nobody_can_sign_in_with_yet(app, admin):
    admin.post("/admin/accounts/invite", NEW)
    page = admin.get("/admin/accounts/")
    assert "The invitation is on its way." in page
    assert "Linh Tran" in page
    assert account(app, "new@example.org")[1:] == ("organizer", True, True)
    client = app.test_client()
    token = TOKEN.search(client.get("/sign-in/").text)[1]
    client.post("/sign-in/", data={"csrf_token": token, "email": "new@example.org", "password": PASSWORD})
    assert client.get("/manage/").status_code == 302


def test_its_mail_leads_to_a_password_and_then_to_the_desk(app, config, admin):
    admin.post("/admin/accounts/invite", NEW)
    kind, address, context = mails(app)[-1]
    assert (kind, address, context["role"]) == ("invitation", "new@example.org", "organizer")
    assert context["link"].startswith(f"{config.base_url}/sign-in/reset/")
    _client, answer = set_password(app, context["link"])
    assert answer.status_code == 302
    client = app.test_client()
    token = TOKEN.search(client.get("/sign-in/").text)[1]
    data = {"csrf_token": token, "email": "new@example.org", "password": PASSWORD}
    assert client.post("/sign-in/", data=data).location == "/manage/"
    assert "Linh Tran" in Desk(client).get("/manage/")
    assert account(app, "new@example.org")[3] is False


def test_the_link_serves_once(app, admin):
    admin.post("/admin/accounts/invite", NEW)
    link = mails(app)[-1][2]["link"]
    set_password(app, link)
    again = app.test_client().get(urlsplit(link).path)
    assert again.status_code == 302
    assert "/sign-in/reset" in again.location


def test_the_mail_can_be_built(app, admin):
    from campaign.core.rendering import render

    admin.post("/admin/accounts/invite", NEW)
    context = mails(app)[-1][2]
    with app.app_context():
        text = render("email/invitation/body.txt", "en", sender_name="", unsubscribe=None, **context)
    assert context["link"] in text
    assert "organizer" in text


def test_somebody_can_be_invited_again_until_there_is_a_password(app, admin):
    admin.post("/admin/accounts/invite", NEW)
    new = account(app, "new@example.org")[0]
    admin.post(f"/admin/accounts/{new}/invite-again")
    first, second = (context["link"] for kind, _address, context in mails(app) if kind == "invitation")
    set_password(app, second)
    assert urlsplit(first).path.startswith("/sign-in/reset/")
    assert "has set a password already" in admin.post(f"/admin/accounts/{new}/invite-again", status=409).text


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"email": ""}, 422, "Enter the address that the invitation goes to."),
        ({"email": "nobody"}, 422, "This is not a complete e-mail address."),
        ({"email": "ADMIN@example.org"}, 409, "There is already an account with the address"),
        ({"name": "x" * 101}, 422, "At most 100 characters fit here."),
    ],
)
def test_what_makes_no_account_is_said_and_kept(app, admin, changes, status, sentence):
    page = admin.post("/admin/accounts/invite", NEW | {"name": "Linh Tran"} | changes, status).text
    assert sentence in page
    assert ("Linh Tran" in page) == ("name" not in changes)
    assert mails(app) == []


def test_a_role_is_changed_and_changed_back(app, admin, sign_in):
    organizer = sign_in("organizer@example.org", "organizer")
    here = account(app, "organizer@example.org")[0]
    admin.post(f"/admin/accounts/{here}/role", {"role": "admin"})
    assert account(app, "organizer@example.org")[1] == "admin"
    organizer.get("/manage/", 302)
    admin.post(f"/admin/accounts/{here}/role", {"role": "organizer"})
    assert account(app, "organizer@example.org")[1] == "organizer"
    admin.post(f"/admin/accounts/{here}/role", {"role": "owner"}, 409)


def test_an_account_is_disabled_and_enabled(app, admin, sign_in):
    organizer = sign_in("organizer@example.org", "organizer")
    here = account(app, "organizer@example.org")[0]
    admin.post(f"/admin/accounts/{here}/disable")
    organizer.get("/manage/", 302)
    assert re.search(r">disabled<", admin.get("/admin/accounts/"))
    admin.post(f"/admin/accounts/{here}/enable")
    assert account(app, "organizer@example.org")[2]


@pytest.mark.parametrize(("verb", "data"), [("disable", {}), ("role", {"role": "organizer"})])
def test_the_last_admin_stays(app, admin, verb, data):
    here = account(app, "admin@example.org")[0]
    page = admin.post(f"/admin/accounts/{here}/{verb}", data, 409).text
    assert "admin@example.org is the only admin. Make somebody else an admin first." in page
    assert account(app, "admin@example.org")[1:3] == ("admin", True)


def test_accounts_are_searched(admin, sign_in):
    sign_in("organizer@example.org", "organizer")
    page = admin.get("/admin/accounts/?q=ORGANIZER@").partition("<table")[2]
    assert "organizer@example.org" in page
    assert "admin@example.org" not in page
    assert "No account is like this" in admin.get("/admin/accounts/?q=elsewhere")


def test_an_account_that_is_not_there_is_not_found(admin):
    admin.post("/admin/accounts/none/disable", status=404)


def test_so_many_mails_for_a_new_password_are_sent_in_a_day_and_nobody_is_told(app, admin, clock):
    from datetime import timedelta

    def ask() -> str:
        client = app.test_client()
        token = TOKEN.search(client.get("/sign-in/reset").text)[1]
        answer = client.post("/sign-in/reset", data={"csrf_token": token, "email": "admin@example.org"})
        return TOKEN.sub("", answer.text)

    first = ask()
    for _time in range(6):
        last = ask()
    assert last == first
    assert [kind for kind, _address, _context in mails(app)] == ["reset"] * 5
    clock.set_to(clock.now() + timedelta(days=1, seconds=1))
    ask()
    assert len(mails(app)) == 6
