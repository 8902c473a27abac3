from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from campaign.campaigns import services as campaigns
from campaign.campaigns.values import CampaignClosed
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures import links, queries, services
from campaign.signatures.models import Signature
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


@pytest.fixture
def pending(campaign):
    """The id of a signature that is to be confirmed; nothing of the database stays open."""
    signature_id = factories.signed(campaign).id
    db.session.remove()
    return signature_id


def confirm(signature_id):
    return services.confirm(links.confirm_token(signature_id)).state


def test_fifty_who_confirm_one_signature_at_once_confirm_one(app, pending):
    states = at_once(app, *[partial(confirm, pending)] * 50)
    assert states == ["confirmed"] * 50
    [found] = db.session.scalars(select(Signature))
    assert queries.counts_by_state(found.campaign_id) == {"confirmed": 1}
    assert len(list(db.session.scalars(select(Message)))) == 1


def test_fifty_who_confirm_while_it_is_withdrawn_leave_it_withdrawn(app, pending):
    def withdraw():
        services.withdraw([queries.by_id(pending)])

    results = at_once(app, *[partial(confirm, pending)] * 49, withdraw)
    assert all(one == "confirmed" or isinstance(one, NoSuchSignature) for one in results[:49])
    assert results[49] is None
    found = queries.by_id(pending)
    assert (found.state, found.name, queries.count(found.campaign_id)) == ("withdrawn", None, 0)


def test_fifty_who_confirm_while_it_is_rejected_leave_it_rejected(app, pending):
    def reject():
        services.reject(queries.by_id(pending), "not a person")

    results = at_once(app, *[partial(confirm, pending)] * 49, reject)
    assert all(one == "confirmed" or isinstance(one, NoSuchSignature) for one in results[:49])
    found = queries.by_id(pending)
    assert (found.state, queries.count(found.campaign_id)) == ("rejected", 0)


def test_what_was_confirmed_before_a_campaign_closed_counts_and_nothing_else(app, campaign):
    ids = [factories.signed(campaign, email=f"mina{number}@example.org").id for number in range(20)]
    campaign_id, slug = campaign.id, campaign.slug
    db.session.remove()

    def close():
        campaigns.close(campaigns.queries.by_slug(slug))
        db.session.commit()

    *results, _closed = at_once(app, *(partial(confirm, one) for one in ids), close)
    assert all(one == "confirmed" or isinstance(one, CampaignClosed) for one in results)
    assert queries.count(campaign_id) == results.count("confirmed")
