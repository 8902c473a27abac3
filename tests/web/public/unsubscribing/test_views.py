from __future__ import annotations

import pytest

from campaign.core import addresses
from campaign.core.db import db
from campaign.mailer import unsubscribing
from campaign.mailer.models import Suppression

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def path(app):
    with app.app_context():
        return "/" + unsubscribing.link(addresses.index("mina@example.org")).split("/", 3)[3]


def stopped(app):
    with app.app_context():
        return db.session.query(Suppression).count()


def test_the_button_ends_notices_and_opening_the_page_does_not(app, client, path):
    assert client.get(path).status_code == 200
    assert stopped(app) == 0
    answer = client.post(path)
    assert (answer.status_code, answer.location) == (303, "/unsubscribe/done")
    assert "It is done" in client.get(answer.location).text
    assert stopped(app) == 1


def test_a_mail_program_ends_them_with_one_post_and_no_redirect(app, client, path):
    for _again in range(2):
        answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert stopped(app) == 1


@on_sqlite
def test_a_bad_token_ends_nothing(app, client):
    for ask in (client.get, client.post):
        assert ask("/unsubscribe/x").status_code == 400
    assert stopped(app) == 0


@on_sqlite
def test_the_page_names_no_address(client, path):
    answer = client.get(path)
    assert "mina" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
