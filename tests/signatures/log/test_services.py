from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from campaign.core.db import db
from campaign.jobs import leases
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.log import jobs, queries, services
from campaign.signatures.log.models import Log
from campaign.signatures.log.services import NotInTheLogYet
from tests import factories
from tests.signatures.log.reading import audited

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def confirmed(campaign, *names):
    return [factories.confirmed(campaign, email=f"{name}@example.org") for name in names]


def an_hour_later(clock):
    clock.set_to(clock.now() + timedelta(hours=1))


def run():
    """What the worker does once."""
    for _name, (campaign_id,) in list(jobs.waiting()):
        services.append(campaign_id)


def test_every_confirmed_signature_has_an_entry_within_the_hour(campaign, clock):
    hers, his = confirmed(campaign, "mina", "ken")
    factories.signed(campaign, email="pending@example.org")
    run()
    assert sorted([hers.leaf, his.leaf]) == [0, 1]
    assert audited(campaign, hers, his) == 2
    confirmed(campaign, "ana")
    assert list(jobs.waiting()) == []
    an_hour_later(clock)
    run()
    assert audited(campaign, hers, his) == 3
    assert [c.number for c in queries.page(campaign.id, None, 9)] == [2, 1]


def test_a_checkpoint_is_made_every_hour_also_where_nothing_changed(campaign, clock):
    for _hour in range(3):
        run()
        an_hour_later(clock)
    assert [(c.size, c.signatures) for c in queries.page(campaign.id, None, 9)] == [(0, 0)] * 3
    assert audited(campaign) == 0


def test_what_is_withdrawn_or_taken_out_is_removed_and_its_secret_is_gone_at_once(campaign, clock, session):
    hers, his, other = confirmed(campaign, "mina", "ken", "ana")
    run()
    secrets = {one.id: one.leaf_secret for one in (hers, his)}
    index = hers.leaf
    signing.withdraw([hers])
    signing.reject(his, "Made up")
    assert (hers.leaf_secret, his.leaf_secret) == (None, None)
    assert audited(campaign, other) == 3
    an_hour_later(clock)
    run()
    session.refresh(hers)
    assert (hers.leaf, his.leaf) == (None, None)
    assert audited(campaign, other) == 1
    removed = queries.entries_of(campaign.id, 3, 5)
    assert index in {int.from_bytes(entry[1:], "big") for entry in removed}
    assert len(set(secrets.values())) == 2
