from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from campaign.campaigns import queries, services
from campaign.core.db import db
from campaign.directory import services as directory
from campaign.signatures import links
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.values import Signing
from campaign.statements import services as statements

KEYS = [
    "closes",
    "goal",
    "item",
    "opens",
    "recipients",
    "signatures",
    "slug",
    "state",
    "title",
    "updated",
]
ORGANIZATION = {
    "name": "Example Campaigns",
    "return_address": "12 Example Street\n1201 Geneva\nSWITZERLAND",
    "place": "Geneva",
    "signatory": "Ada Example",
    "signatory_title": "Secretary",
    "contact": "office@example.org",
    "privacy": "We answer within a week.",
}


@pytest.fixture
def slug(app, clock):
    """A published campaign of item 1.3, which Mina has signed and confirmed."""
    with app.app_context():
        directory.load_shipped()
        services.describe_organization(ORGANIZATION)
        text = files("campaign.statements").joinpath("data/ipcnkr-2007.txt").read_text(encoding="utf-8")
        statement = statements.bring_in(text, statements.Particulars())
        campaign = services.open(next(item for item in statement.items if item.number == "1.3"))
        services.publish(campaign)
        signing.sign(campaign, Signing("Mina Ito", "mina@example.org", "JP", show_name=True), "en")
        found = signatures.by_email(campaign.id, "mina@example.org")[0]
        signing.confirm(links.confirm_token(found.id))
        return campaign.slug


def change(app, slug, **values):
    with app.app_context():
        campaign = queries.by_slug(slug)
        for name, value in values.items():
            setattr(campaign, name, value)
        db.session.commit()


def test_a_campaign_is_told_in_the_agreed_keys(client, slug):
    answer = client.get(f"/c/{slug}.json")
    assert answer.mimetype == "application/json"
    told = answer.json
    assert sorted(told) == KEYS
    assert told["slug"] == slug
    assert told["state"] == "published"
    assert told["item"]["number"] == "1.3"
    assert told["item"]["text"].startswith("URGE the United Nations")
    assert told["item"]["statement"] == "Joint Statement"
    assert {"office": "Prime Minister of the Kingdom of Thailand", "state": "Thailand"} in told["recipients"]
    assert {"office": "Secretary-General of the United Nations", "state": None} in told["recipients"]
    assert (told["signatures"], told["goal"]) == (1, 100)
    assert told["updated"] == "2026-03-02T09:00:00Z"


def test_times_are_in_utc_or_null(app, client, slug):
    assert client.get(f"/c/{slug}.json").json["opens"] is None
    change(app, slug, closes_at=datetime(2026, 5, 1, 8, 30, tzinfo=UTC))
    assert client.get(f"/c/{slug}.json").json["closes"] == "2026-05-01T08:30:00Z"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_says_the_number_of_the_page_and_names_nobody(client, slug):
    told = client.get(f"/c/{slug}.json")
    assert f'<strong class="number">{told.json["signatures"]}</strong>' in client.get(f"/c/{slug}").text
    assert "Mina" not in told.text
    assert "Set-Cookie" not in told.headers


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_draft_and_what_does_not_exist_are_404_in_json(app, client, slug):
    change(app, slug, state="draft")
    for name in (slug, "nothing"):
        answer = client.get(f"/c/{name}.json")
        assert answer.status_code == 404
        assert list(answer.json) == ["error"]
