from __future__ import annotations

from datetime import timedelta
from functools import partial
from threading import Event

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


def others(results, refused):
    """What came of confirming, apart from what may: it is confirmed, or refused in this way."""
    return [one for one in results if one != "confirmed" and not isinstance(one, refused)]


def test_fifty_who_confirm_one_signature_at_once_confirm_one(app, pending):
    states = at_once(app, *[partial(confirm, pending)] * 50)
    assert states == ["confirmed"] * 50
    [found] = db.session.scalars(select(Signature))
    assert queries.counts_by_state(found.campaign_id) == {"confirmed": 1}
    assert len(list(db.session.scalars(select(Message)))) == 1


def test_fifty_who_confirm_while_it_is_withdrawn_leave_it_withdrawn(app, pending):
    def withdraw():
        services.withdraw([queries.by_id(pending)])

    *results, withdrawn = at_once(app, *[partial(confirm, pending)] * 49, withdraw)
    assert others(results, NoSuchSignature) == []
    assert withdrawn is None
    found = queries.by_id(pending)
    assert (found.state, found.name, queries.count(found.campaign_id)) == ("withdrawn", None, 0)


def test_fifty_who_confirm_while_it_is_rejected_leave_it_rejected(app, pending):
    def reject():
        services.reject(queries.by_id(pending), "not a person")

    *results, rejected = at_once(app, *[partial(confirm, pending)] * 49, reject)
    assert others(results, NoSuchSignature) == []
    assert rejected is None
    found = queries.by_id(pending)
    assert (found.state, queries.count(found.campaign_id)) == ("rejected", 0)


LATE = {
    "reject": lambda signature: services.reject(signature, "Her words"),
    "hide": lambda signature: services.hide(signature, "Her words"),
    "restore": services.restore,
    "allow": lambda signature: services.change_consents(
        signature, show_name=True, deliver_name=True, updates=True
    ),
}


@pytest.mark.parametrize("act", LATE)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_done_with_a_signature_that_was_withdrawn_meanwhile_leaves_it_erased(app, campaign, act):
    signature_id = factories.confirmed(campaign).id
    db.session.remove()
    seen, withdrawn = Event(), Event()

    def late():
        signature = queries.by_id(signature_id)
        seen.set()
        assert withdrawn.wait(20)
        LATE[act](signature)

    def withdraw():
        assert seen.wait(20)
        services.withdraw([queries.by_id(signature_id)])
        withdrawn.set()

    result, done = at_once(app, late, withdraw)
    assert done is None
    assert result is None or isinstance(result, NoSuchSignature)
    found = queries.by_id(signature_id)
    assert (found.state, found.reason, found.consents, found.hidden) == ("withdrawn", "", {}, False)
    assert (found.show_name, found.deliver_name, found.updates) == (False, False, False)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_was_rejected_meanwhile_and_is_withdrawn_counts_at_no_moment(app, campaign, clock):
    signature_id, campaign_id = factories.confirmed(campaign).id, campaign.id
    db.session.remove()
    seen, rejected = Event(), Event()

    def withdraw():
        signature = queries.by_id(signature_id)
        seen.set()
        assert rejected.wait(20)
        clock.set_to(clock.now() + timedelta(hours=1))
        services.withdraw([signature])

    def reject():
        assert seen.wait(20)
        services.reject(queries.by_id(signature_id), "not a person")
        rejected.set()

    confirmed_at = clock.now()
    assert at_once(app, withdraw, reject) == [None, None]
    assert queries.by_id(signature_id).state == "withdrawn"
    assert queries.counts_by_country(campaign_id, confirmed_at) == {}


def test_what_was_confirmed_before_a_campaign_closed_counts_and_nothing_else(app, campaign):
    ids = [factories.signed(campaign, email=f"mina{number}@example.org").id for number in range(20)]
    campaign_id, slug = campaign.id, campaign.slug
    db.session.remove()

    def close():
        campaigns.close(campaigns.queries.by_slug(slug))
        db.session.commit()

    *results, closed = at_once(app, *(partial(confirm, one) for one in ids), close)
    assert others(results, CampaignClosed) == []
    assert closed is None
    assert queries.count(campaign_id) == results.count("confirmed")
