"""Where the links of mails lead, and what the answers say of the connection."""

from __future__ import annotations

import dataclasses

import pytest

from campaign.accounts import services as accounts
from campaign.accounts.values import Role
from campaign.app import create_app
from campaign.core.db import db
from campaign.mailer.models import Message
from tests.web.desk import PASSWORD

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(config):
    made = create_app(dataclasses.replace(config, base_url="https://campaigns.example.org"))
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_mails_link_leads_to_the_site_whatever_host_was_asked_for(app):
    with app.app_context():
        accounts.add("ada@example.org", Role.ADMIN, PASSWORD)
    client = app.test_client(use_cookies=False)
    form = client.get("/sign-in/reset")
    token = form.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    cookie = form.headers["Set-Cookie"].partition(";")[0]
    asked = client.post(
        "/sign-in/reset",
        data={"csrf_token": token, "email": "ada@example.org"},
        headers={
            "Host": "evil.example",
            "Cookie": cookie,
            "Referer": "https://campaigns.example.org/sign-in/reset",
        },
    )
    assert asked.status_code < 400
    with app.app_context():
        link = db.session.query(Message).one().context["link"]
    assert link.startswith("https://campaigns.example.org/sign-in/reset/")


def test_a_site_with_https_says_so(app):
    answer = app.test_client().get("/about")
    assert answer.headers["Strict-Transport-Security"]
