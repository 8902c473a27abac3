from __future__ import annotations


def test_an_admin_sees_accounts_the_organization_and_the_mail(admin):
    page = admin.get("/admin/")
    assert "1 person can sign in or is invited." in page
    assert "It is not said yet whose letters these are." in page
    assert "This site keeps its mail in a folder" in page


def test_mails_that_could_not_be_sent_come_first(app, admin):
    from campaign.core.db import db
    from campaign.mailer import services
    from campaign.mailer.values import State

    with app.app_context():
        services.write("reset", "mina@example.org", "en", {}).state = State.FAILED
        db.session.commit()
    page = admin.get("/admin/")
    assert "1 mail could not be sent." in page
    assert "example.org" not in page.partition("<main")[2]


def test_an_organizer_sees_a_sentence_instead(sign_in):
    organizer = sign_in("organizer@example.org", "organizer")
    for path in ("/admin/", "/admin/accounts/", "/admin/accounts/invite", "/admin/organization/"):
        assert "Your account may not do this." in organizer.get(path, 403)


def test_a_visitor_is_led_to_signing_in(client):
    assert client.get("/admin/accounts/").location == "/sign-in/?next=/admin/accounts/"
