"""Whatever happens in whatever order, the number is never more than the truth, and live it is the truth."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from campaign.core import clock
from campaign.core.db import db
from campaign.signatures import erasing, links, queries, services
from campaign.signatures.counting import queries as numbers
from campaign.signatures.counting import recounting
from campaign.signatures.counting import services as counting
from campaign.signatures.counting.values import LATE
from campaign.signatures.values import State
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

    from campaign.signatures.models import Signature

pytestmark = pytest.mark.usefixtures("session", "clock")
COUNTRIES = st.sampled_from(["JP", "KR", "LA"])
# No window may end at a moment that is not over.
MOMENT = timedelta(microseconds=1)
WHICH = st.integers(min_value=0, max_value=30)


class Storm(RuleBasedStateMachine):
    """One campaign, its people, a worker that counts when it likes, and a ledger in plain Python."""

    def __init__(self) -> None:
        super().__init__()
        self.campaign = factories.a_campaign()
        self.ledger: dict[str, tuple[State, str]] = {}
        self.confirmed_at: dict[str, datetime] = {}
        self.withdrawn_at: dict[str, datetime] = {}
        self.rejected: set[str] = set()
        self.cutoffs: set[datetime] = set()

    @property
    def truth(self) -> dict[str, int]:
        return dict(Counter(country for state, country in self.ledger.values() if state == State.CONFIRMED))

    def truth_at(self, until: datetime) -> dict[str, int]:
        """Who had confirmed by then, had not withdrawn by then, and was never found to be nobody."""
        return dict(
            Counter(
                self.ledger[key][1]
                for key, confirmed_at in self.confirmed_at.items()
                if confirmed_at <= until
                and key not in self.rejected
                and (key not in self.withdrawn_at or self.withdrawn_at[key] > until)
            )
        )

    def one_in(self, which: int, *states: State) -> str | None:
        found = [key for key, (state, _country) in self.ledger.items() if state in states]
        return found[which % len(found)] if found else None

    def note(self, key: str, state: State) -> None:
        self.ledger[key] = state, self.ledger[key][1]

    @rule(country=COUNTRIES)
    def sign(self, country: str) -> None:
        signature = factories.signed(self.campaign, email=f"{len(self.ledger)}@example.org", country=country)
        self.ledger[signature.id] = State.PENDING, country

    @rule(country=COUNTRIES)
    def sign_and_confirm(self, country: str) -> None:
        self.sign(country)
        self.confirm(len(self.ledger))

    @rule(which=WHICH)
    def confirm(self, which: int) -> None:
        if key := self.one_in(which, State.PENDING):
            services.confirm(links.confirm_token(key))
            self.note(key, State.CONFIRMED)
            self.confirmed_at[key] = clock.now()

    @rule(which=WHICH, act=st.sampled_from([services.withdraw, erasing.erase]))
    def withdraw(self, which: int, act: Callable[[list[Signature]], None]) -> None:
        if key := self.one_in(which, State.PENDING, State.CONFIRMED, State.REJECTED):
            self.wait(1)
            act([queries.by_id(key)])
            self.note(key, State.WITHDRAWN)
            self.withdrawn_at[key] = clock.now()

    @rule(which=WHICH)
    def hide_and_restore(self, which: int) -> None:
        if key := self.one_in(which, State.PENDING, State.CONFIRMED):
            services.hide(queries.by_id(key), "rude")
            services.restore(queries.by_id(key))

    @rule(which=WHICH)
    def reject(self, which: int) -> None:
        if key := self.one_in(which, State.PENDING, State.CONFIRMED):
            services.reject(queries.by_id(key), "made up")
            self.note(key, State.REJECTED)
            self.rejected.add(key)

    @rule(which=WHICH, country=COUNTRIES)
    def correct_the_country(self, which: int, country: str) -> None:
        if key := self.one_in(which, State.CONFIRMED):
            signature = queries.by_id(key)
            before, signature.country = signature.country, country
            counting.moved(signature, before)
            db.session.commit()
            self.ledger[key] = State.CONFIRMED, country

    @rule(seconds=st.sampled_from([0, 1, 5, 3000]))
    def wait(self, seconds: int) -> None:
        self.cutoffs.add(clock.now())
        clock.set_to(clock.now() + timedelta(seconds=seconds))

    @rule(lag=st.sampled_from([LATE, MOMENT]))
    def count(self, lag: timedelta) -> None:
        counting.count(self.campaign.id, clock.now() - lag)

    @rule()
    def count_and_be_killed(self) -> None:
        commit, db.session.commit = db.session.commit, db.session.rollback
        try:
            counting.count(self.campaign.id, clock.now() - MOMENT)
        finally:
            db.session.commit = commit

    @rule()
    def recount(self) -> None:
        assert not recounting.recount(self.campaign.id).differs

    @invariant()
    def the_number_is_the_truth(self) -> None:
        assert numbers.now(self.campaign.id).by_country == self.truth
        assert numbers.totals([self.campaign.id]).get(self.campaign.id, 0) == sum(self.truth.values())
        assert numbers.at(self.campaign.id, clock.now()) == self.truth
        assert queries.counts_by_state(self.campaign.id) == dict(
            Counter(str(state) for state, _country in self.ledger.values())
        )
        db.session.rollback()

    @invariant()
    def the_number_as_of_any_moment_is_what_it_was_less_what_was_rejected(self) -> None:
        for until in self.cutoffs:
            truth = self.truth_at(until)
            assert numbers.at(self.campaign.id, until) == truth
            assert Counter(country for _key, country, _at in queries.listed(self.campaign.id, until)) == truth
        db.session.rollback()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_in_any_order_of_events_the_number_is_the_truth():
    quick = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Storm, settings=quick)
