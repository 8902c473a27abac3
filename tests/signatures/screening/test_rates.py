from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from campaign.core import encryption, ids
from campaign.core.db import db
from campaign.signatures.screening import rates, services
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.screening.values import Rates
from tests.conftest import MORNING
from tests.together import at_once

HERE, THERE = b"h" * 32, b"t" * 32
MINUTE = timedelta(minutes=1)
usual = Rates()
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def config(config):
    """With the rates on."""
    from dataclasses import replace

    return replace(config, rate_limits=True)


@pytest.fixture
def ask(session, clock):
    """A function that asks for mails as signing does, stores the uses, and gives the minutes they wait."""

    def asked(*networks):
        now = clock.now()
        moments = rates.due(db.session, networks, now)
        uses = [rates.Use("c", network, "example.org") for network in networks]
        if rows := rates.rows(uses, moments, now):
            db.session.execute(insert(NetworkUse), rows)
        db.session.commit()
        return [(moment - now) / MINUTE for moment in moments]

    return asked


def test_one_goes_at_once_and_the_next_a_minute_later(ask, clock):
    assert ask(HERE) == [0]
    assert ask(HERE) == [1]
    assert ask(HERE, HERE) == [2, 3]
    clock.set_to(clock.now() + timedelta(minutes=10))
    assert ask(HERE) == [0]


def test_of_a_school_behind_one_network_nobody_is_lost_and_one_goes_a_minute(ask):
    assert ask(*[HERE] * 30) == list(range(30))
    assert ask(HERE) == [30]


def test_networks_wait_for_themselves_alone(ask):
    assert ask(HERE, THERE, None, None, HERE) == [0, 0, 0, 0, 1]
    assert ask(None) == [0]


def test_other_numbers_hold_by_setting(ask, clock):
    services.set_rates(Rates(short_count=2, short_s=10, long_count=3, long_s=600))
    assert ask(*[HERE] * 5) == pytest.approx([0, 0, 10 / 60, 10, 10])
    clock.set_to(clock.now() + timedelta(minutes=1))
    assert ask(HERE) == pytest.approx([10 / 60 + 9])


def test_none_waits_longer_than_a_week(ask):
    services.set_rates(Rates(short_count=1, short_s=86_400, long_count=1, long_s=86_401))
    waits = ask(*[HERE] * 12)
    assert max(waits) == waits[-1] == 7 * 24 * 60
    assert ask(HERE) == [7 * 24 * 60]


def test_processes_count_together_over_their_own_connections(app, ask):
    assert ask(HERE) == [0]
    asked = [HERE]
    [[moment], [other]] = at_once(app, *[lambda: rates.due(None, asked, MORNING)] * 2)
    assert moment == other == MORNING + MINUTE


def test_what_was_rejected_is_counted_and_takes_nobodys_turn(ask, clock):
    uses = [rates.Use("c", HERE, "spam.example", "trap")] * 9
    db.session.execute(insert(NetworkUse), rates.rows(uses, [clock.now()] * 9, clock.now()))
    db.session.commit()
    assert ask(HERE, HERE) == [0, 1]
    assert db.session.query(NetworkUse).filter_by(verdict="trap", due_at=None).count() == 9


def test_a_use_holds_no_time_that_leads_to_a_signature_and_the_rates_hold_all_the_same(ask, clock):
    sent = []
    for seconds in (25.5, 1, 10, 100, 7, 7, 61, 200.25, 3, 900, 0.001):
        clock.set_to(clock.now() + timedelta(seconds=seconds))
        sent += [clock.now() + wait * MINUTE for wait in ask(HERE)]
    for count, window in ((1, MINUTE), (5, 5 * MINUTE)):
        assert max(sum(moment - window < one <= moment for one in sent) for moment in sent) <= count
    uses = list(db.session.scalars(select(NetworkUse).order_by(NetworkUse.due_at)))
    assert {(use.due_at.second, use.due_at.microsecond) for use in uses} == {(0, 0)}
    assert {use.id[:10] for use in uses} <= {
        ids.first_at(MORNING + minutes * MINUTE)[:10] for minutes in range(30)
    }
    assert all(timedelta() <= use.due_at - one < MINUTE for use, one in zip(uses, sent, strict=True))


@on_sqlite
def test_a_use_holds_no_network_and_no_domain_that_can_be_read(ask):
    ask(HERE)
    use = db.session.scalars(select(NetworkUse)).one()
    assert use.network == HERE
    assert b"example" not in use.domain
    assert encryption.unseal(use.domain, rates.DOMAIN) == "example.org"
    assert use.domain_index == encryption.keyed_hash("example.org", rates.DOMAIN)[:16]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_with_the_rates_lifted_nothing_waits(session, config, clock):
    from dataclasses import replace

    from campaign.core import config as configuration

    configuration.use(replace(config, rate_limits=False))
    assert rates.due(db.session, [HERE] * 3, clock.now()) == [clock.now()] * 3


@given(
    st.lists(st.integers(0, 400), max_size=25),
    st.builds(Rates, st.integers(1, 4), st.integers(1, 100), st.integers(1, 6), st.integers(101, 400)),
)
def test_in_no_window_go_more_than_the_rates_allow_and_each_as_early_as_it_may(pauses, numbers):
    from collections import deque

    before = deque(maxlen=numbers.remembered)
    gone, now = [], MORNING
    for pause in pauses:
        now += timedelta(seconds=pause)
        moment = rates._next(before, now, numbers)
        before.append(moment)
        gone.append(moment)
        assert moment >= now
        for count, seconds in ((numbers.short_count, numbers.short_s), (numbers.long_count, numbers.long_s)):
            window = timedelta(seconds=seconds)
            assert sum(moment - window < one <= moment for one in gone) <= count
        # A second earlier it would have been too early.
        if moment > now:
            earlier = moment - timedelta(seconds=1)
            others = gone[:-1]
            assert any(
                sum(earlier - timedelta(seconds=seconds) < one for one in others) >= count
                for count, seconds in (
                    (numbers.short_count, numbers.short_s),
                    (numbers.long_count, numbers.long_s),
                )
            )
    assert gone == sorted(gone)
