from __future__ import annotations

from datetime import timedelta
from html import unescape
from ipaddress import ip_network

import pytest
from sqlalchemy import insert

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services
from campaign.core.db import db
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.screening import network_keys, rates
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.screening.values import Visit
from tests import factories

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NETWORK = ip_network("192.0.2.7/32")
PROGRAM = Visit(NETWORK, 30.0, trap="x")


@pytest.fixture
def slug(desk, furnished, brought_in):
    with furnished.app_context():
        campaign = services.open(campaigns_item())
        services.publish(campaign)
        return campaign.slug


def campaigns_item():
    from campaign.statements.models import Item

    return db.session.query(Item).filter_by(number="1.3").one()


def seen(app, slug, count, clock):
    with app.app_context():
        campaign = campaigns.by_slug(slug)
        uses = [rates.Use(campaign.id, network_keys.hashed(campaign.id, NETWORK), "spam.example")] * count
        db.session.execute(insert(NetworkUse), rates.rows(uses, [clock.now()] * count, clock.now()))
        db.session.commit()
        return network_keys.hashed(campaign.id, NETWORK).hex()


def sign(app, slug, visit):
    with app.app_context():
        campaign = campaigns.by_slug(slug)
        signing.sign(campaign, factories.a_signing(email="kim@mail.example"), "en", visit)
        return signatures.by_email(campaign.id, "kim@mail.example")[0]


def test_an_hour_in_which_nothing_stands_out_says_so(desk, slug):
    page = desk.get(f"/manage/campaigns/{slug}/screening/")
    assert "Nothing stands out in this hour" in page
    assert "not asked for now" in page


def test_a_network_and_a_domain_are_shown_with_numbers_and_blocked_for_this_campaign(
    furnished, desk, slug, clock
):
    key = seen(furnished, slug, 6, clock)
    here = f"/manage/campaigns/{slug}/screening"
    page = unescape(desk.get(f"{here}/"))
    assert "192.0.2" not in page
    for shown in (key[:8], "spam.example", "6 signings", "The 6 signings stay as they are."):
        assert shown in page
    desk.post(f"{here}/block-network", {"key": key, "day": "2026-03-02"})
    desk.post(f"{here}/block-domain", {"key": "spam.example"})
    page = desk.get(f"{here}/")
    assert page.count("blocked</span>") == 2
    assert sign(furnished, slug, Visit(NETWORK, 30.0)).verdict == "network"
    clock.set_to(clock.now() + timedelta(days=2))
    assert sign(furnished, slug, Visit(NETWORK, 30.0)).verdict == "network"
    assert "Nothing stands out" in desk.get(f"{here}/?hour=2026-03-02T09")


@pytest.mark.parametrize(
    "sent", [{}, {"key": "x", "day": "2026-03-02"}, {"key": "a" * 64, "day": "2026-02-30"}]
)
def test_what_is_no_network_of_a_day_is_refused(desk, slug, sent):
    here = f"/manage/campaigns/{slug}/screening"
    assert "cannot be told from others" in desk.post(f"{here}/block-network", sent, 422).text
    assert "is no network" in desk.post(f"{here}/block-domain", {"key": "x"}, 422).text


def test_proof_of_work_is_chosen_and_noted(desk, slug):
    here = f"/manage/campaigns/{slug}/screening"
    desk.post(f"{here}/proof", {"mode": "always"})
    page = desk.get(f"{here}/")
    assert "Signing asks for proof of work now." in page
    assert "Began: by hand" in page
    assert "organizer@example.org" in page
    desk.post(f"{here}/proof", {"mode": "trend"})
    assert "Ended: by hand" in desk.get(f"{here}/")
    desk.post(f"{here}/proof", {"mode": "sometimes"}, 422)


def test_the_list_of_signatures_says_why_and_lets_in(furnished, desk, slug):
    signature = sign(furnished, slug, PROGRAM)
    there = f"/manage/campaigns/{slug}/signatures"
    page = desk.get(f"{there}?state=rejected")
    assert "Rejected: filled in the field that nobody sees" in page
    desk.post(f"{there}/{signature.id}/let-in")
    page = desk.get(there)
    assert "The signature is let in." in page
    assert "Let it in" not in page
    desk.post(f"{there}/{signature.id}/let-in", status=409)
