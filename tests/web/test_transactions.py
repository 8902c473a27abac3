from __future__ import annotations

import pytest

from campaign.app import create_app
from campaign.core import tokens
from campaign.core.db import db
from campaign.web import transactions
from campaign.web.public.form_token import PURPOSE
from tests import factories


@pytest.fixture
def site(config, monkeypatch):
    """A browser of a site on which as many visitors write as may write at once."""
    monkeypatch.setattr(transactions, "VISITORS_WRITE", 0)
    app = create_app(config)
    with app.app_context():
        factories.an_organization()
        db.session.remove()
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_a_visitor_beyond_those_who_may_write_at_once_is_told_and_pages_are_shown(site):
    answer = site.post(
        "/mine/", data={"csrf_token": tokens.make(PURPOSE, "link"), "email": "mina@example.org"}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Nothing was stored. Please try again in a minute." in answer.text
    assert 'action="/mine/"' in answer.text
    assert 'name="email" value="mina@example.org"' in answer.text
    assert site.get("/mine/").status_code == 200


def test_the_desk_is_not_kept_waiting_by_visitors(site):
    assert site.post("/sign-in/", data={"email": "olga@example.org", "password": "x"}).status_code != 503
