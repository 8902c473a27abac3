from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.campaigns import queries
from campaign.campaigns.models import Campaign
from campaign.campaigns.values import NoSuchCampaign, State
from tests import factories

pytestmark = [
    pytest.mark.usefixtures("session", "clock"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def test_before_anything_was_entered_the_organization_is_empty_and_not_stored(session):
    assert "name" in queries.organization().missing
    assert not session.new


def test_a_draft_is_found_by_its_organizer_and_by_nobody_else():
    draft = factories.a_campaign(State.DRAFT)
    assert queries.by_slug(draft.slug) == draft
    with pytest.raises(NoSuchCampaign, match="no campaign at this address"):
        queries.public_by_slug(draft.slug)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CLOSED])
def test_what_is_or_was_published_has_a_public_page(state):
    campaign = factories.a_campaign(state)
    assert queries.public_by_slug(campaign.slug) == campaign


def test_what_is_not_there_is_said():
    with pytest.raises(NoSuchCampaign, match="called nothing"):
        queries.by_slug("nothing")


def test_open_campaigns_come_before_closed_ones_and_new_statements_before_old(clock):
    old_closed = factories.a_campaign(State.CLOSED)
    old = factories.a_campaign()
    clock.set_to(clock.now() + timedelta(days=1))
    new = factories.a_campaign()
    factories.a_campaign(State.DRAFT)
    assert queries.public() == [new, old, old_closed]
    assert len(queries.in_order()) == 4


def test_a_campaign_takes_confirmations_while_it_is_published_and_until_it_ends(session, clock):
    end = clock.now() + timedelta(hours=1)
    ends = factories.a_campaign(closes_at=end)
    goes_on = factories.a_campaign()
    factories.a_campaign(State.CLOSED)
    factories.a_campaign(State.DRAFT)

    def taking(moment):
        return set(session.scalars(select(Campaign.id).where(queries.taking(moment))))

    assert taking(end - timedelta(microseconds=1)) == {ends.id, goes_on.id}
    assert taking(end) == {goes_on.id}


def test_the_campaigns_of_a_statement_are_found_by_their_items():
    campaign = factories.a_campaign()
    factories.a_campaign()
    assert queries.of_statement(campaign.item.statement) == {campaign.item_id: campaign}


def test_the_campaigns_that_write_to_an_office_are_found_in_any_state():
    office, other = factories.a_recipient(), factories.a_recipient("unhcr")
    draft = factories.a_campaign(State.DRAFT, office, title="Be kind")
    closed = factories.a_campaign(State.CLOSED, other, office, title="Act now")
    assert queries.writing_to(office) == [closed, draft]
    assert queries.writing_to(other) == [closed]


@pytest.mark.parametrize(
    ("state", "opens", "closes", "is_open"),
    [
        (State.PUBLISHED, None, None, True),
        (State.PUBLISHED, 0, 1, True),
        (State.PUBLISHED, 1, None, False),
        (State.PUBLISHED, None, 0, False),
        (State.DRAFT, None, None, False),
        (State.CLOSED, None, None, False),
    ],
)
def test_a_campaign_takes_signatures_between_its_times(clock, state, opens, closes, is_open):
    at = {
        name: None if seconds is None else clock.now() + timedelta(seconds=seconds)
        for name, seconds in (("opens_at", opens), ("closes_at", closes))
    }
    campaign = factories.a_campaign(state, **at)
    assert campaign.is_open is is_open
    assert campaign.is_waiting is (opens == 1)
