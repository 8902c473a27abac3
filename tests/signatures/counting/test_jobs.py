from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.core.db import db
from campaign.jobs import registry
from campaign.signatures import queries as signatures
from campaign.signatures.counting import jobs, queries, services
from campaign.signatures.counting.models import Recount, Tally
from campaign.signatures.counting.values import LATE
from campaign.signatures.models import Signature
from campaign.signatures.switches import services as switches
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GO_ON = threading.Event()


@pytest.fixture
def campaign(session):
    return factories.a_campaign()


def turn(clock, counter: jobs.Counter | None = None, after: timedelta = 2 * LATE) -> None:
    clock.set_to(clock.now() + after)
    (counter or jobs.Counter()).turn(GO_ON)


def counted(campaign) -> dict[str, int] | None:
    found = db.session.scalar(select(Tally.by_country).where(Tally.id == campaign.id))
    db.session.rollback()
    return found


def test_a_turn_counts_all_campaigns_with_new_confirmations(campaign, clock):
    other = factories.a_campaign()
    for one in (campaign, other):
        factories.confirmed(one)
    turn(clock)
    assert (counted(campaign), counted(other)) == ({"JP": 1}, {"JP": 1})
    assert queries.due(clock.now()) == []


def test_what_may_still_be_in_commit_waits_for_the_next_turn(campaign, clock):
    factories.confirmed(campaign)
    turn(clock, after=LATE / 2)
    assert counted(campaign) is None
    assert queries.totals([campaign.id]) == {campaign.id: 1}
    turn(clock, after=LATE)
    assert counted(campaign) == {"JP": 1}


def test_a_second_look_finds_what_was_committed_late(campaign, clock, monkeypatch):
    monkeypatch.setattr(jobs, "LOOK_AGAIN_S", 0.0)
    monkeypatch.setattr(jobs, "SHARE", 1e9)
    counter = jobs.Counter()
    late = factories.signed(campaign, email="late@example.org", country="KR")
    moment = clock.now()
    factories.confirmed(campaign)
    turn(clock, counter)
    confirmed = update(Signature).where(Signature.id == late.id)
    db.session.execute(confirmed.values(state="confirmed", confirmed_at=moment))
    db.session.commit()
    factories.confirmed(campaign, email="next@example.org")
    turn(clock, counter)
    assert counted(campaign) == {"JP": 2, "KR": 1}


@sqlite_alone
def test_a_worker_that_stops_counts_no_further(campaign, clock):
    factories.confirmed(campaign)
    clock.set_to(clock.now() + 2 * LATE)
    stop = threading.Event()
    stop.set()
    jobs.Counter().turn(stop)
    assert counted(campaign) is None


def test_switched_off_nothing_is_counted_and_pages_say_the_last_number_with_its_time(campaign, clock):
    first = factories.confirmed(campaign)
    factories.confirmed(campaign, email="second@example.org")
    turn(clock)
    end = clock.now() - LATE
    switches.turn("counting", on=False, reason="a storm", account_id=None)
    factories.confirmed(campaign, email="third@example.org")
    turn(clock)
    number = queries.now(campaign.id)
    assert (number.by_country, number.as_of) == ({"JP": 2}, end)
    assert queries.totals([campaign.id]) == {campaign.id: 2}
    services.taken_out([first])
    db.session.commit()
    assert queries.now(campaign.id).by_country == {"JP": 1}
    switches.turn("counting", on=True, reason="", account_id=None)
    assert queries.now(campaign.id).as_of is None


@sqlite_alone
def test_the_time_of_a_number_moves_on_also_where_nobody_signs(campaign, clock):
    factories.confirmed(campaign)
    turn(clock)
    turn(clock, after=timedelta(minutes=5))
    until = db.session.scalar(select(Tally.counted_until).where(Tally.id == campaign.id))
    assert until == clock.now() - LATE


def test_a_state_of_many_is_counted_by_the_worker_and_has_its_time(campaign, clock, monkeypatch):
    monkeypatch.setattr(queries, "STATED_LIVE", 2)
    waiting = [factories.signed(campaign, email=f"{n}@example.org") for n in range(3)]
    assert signatures.counts_by_state(campaign.id) == {"pending": 3}
    turn(clock)
    moment = clock.now()
    factories.signed(campaign, email="new@example.org")
    states = queries.by_state(campaign.id)
    assert (states.counts, states.as_of) == ({"pending": 3}, moment)
    for signature in waiting[:2]:
        db.session.delete(signature)
    db.session.commit()
    states = queries.by_state(campaign.id)
    assert (states.counts, states.as_of) == ({"pending": 2}, None)


def test_every_campaign_is_recounted_once_a_night(campaign, clock):
    factories.confirmed(campaign)
    turn(clock)
    asked = list(jobs.not_recounted())
    assert asked == [(jobs.RECOUNT, (campaign.id,))]
    registry.run(jobs.RECOUNT, campaign.id)
    assert list(jobs.not_recounted()) == []
    [(_campaign, last)] = queries.recounts()
    assert (last.said, last.counted, last.finished_at, last.differs) == (1, 1, clock.now(), False)
    clock.set_to(clock.now() + timedelta(days=1))
    assert list(jobs.not_recounted()) == asked
    switches.turn("recount", on=False, reason="a storm", account_id=None)
    assert list(jobs.not_recounted()) == []


def test_what_a_recount_found_is_kept_until_another_finds_more(campaign, clock):
    factories.confirmed(campaign)
    turn(clock)
    db.session.execute(update(Tally).values(by_country={"JP": 5}, total=5))
    db.session.commit()
    jobs.recount(campaign.id)
    night = clock.now()
    clock.set_to(night + timedelta(days=1))
    jobs.recount(campaign.id)
    [(_campaign, last)] = queries.recounts()
    assert (last.said, last.counted, last.differs) == (1, 1, False)
    assert (last.differed_at, last.difference) == (night, {"said": 5, "counted": 1, "hours": []})


def test_one_worker_recounts_a_campaign_at_a_time(campaign, clock):
    factories.confirmed(campaign)
    turn(clock)
    held = {"claimed_by": "another", "claimed_until": clock.now() + timedelta(seconds=50)}
    db.session.add(Recount(id=campaign.id, said=0, counted=0, seconds=0.0, difference={}, **held))
    db.session.commit()
    assert list(jobs.not_recounted()) == []
    jobs.recount(campaign.id)
    assert db.session.scalar(select(Recount.finished_at)) is None
