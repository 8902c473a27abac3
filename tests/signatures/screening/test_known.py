from __future__ import annotations

import pytest
from sqlalchemy import delete, event

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.signatures.screening import entries, known, queries, services
from campaign.signatures.screening.models import ScreeningRule
from campaign.signatures.screening.values import Act, Rates, Verdict, Visit
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
VISIT = Visit(None, 30.0)


@pytest.fixture
def asked(session):
    """The queries that are made, as they are made."""
    made = []
    listen = lambda _connection, _cursor, statement, *_rest: made.append(statement)  # noqa: E731 - for one event
    event.listen(db.engine, "before_cursor_execute", listen)
    yield made
    event.remove(db.engine, "before_cursor_execute", listen)


def judge():
    return services.judge("c", factories.a_signing(), VISIT)


def test_the_rules_are_asked_for_once_in_some_seconds(asked, monkeypatch):
    known.forget()
    for _signing in range(5):
        judge()
    assert len([one for one in asked if "screening_rules" in one]) == 1
    monkeypatch.setattr(known, "FRESH_S", 0.0)
    known.forget()
    for _signing in range(5):
        judge()
    assert len([one for one in asked if "screening_rules" in one]) == 6


def test_what_another_process_changes_is_known_within_those_seconds(session, monkeypatch):
    services.add(Act.BLOCK, [entries.read("example.org")], account_id=None)
    assert judge() is Verdict.DOMAIN
    db.session.execute(delete(ScreeningRule))
    db.session.commit()
    assert judge() is Verdict.DOMAIN
    clock = known.time.monotonic() + known.FRESH_S
    monkeypatch.setattr(known.time, "monotonic", lambda: clock)
    assert judge() is None


def test_many_threads_that_begin_together_all_know_the_rules(app, session):
    services.add(Act.BLOCK, [entries.read("example.org")], account_id=None)
    assert at_once(app, *[judge] * 8) == [Verdict.DOMAIN] * 8


def test_judging_is_no_part_of_the_transaction_of_whoever_asks(session):
    db.session.rollback()
    known.forget()
    judge()
    assert not db.session().in_transaction()


def test_the_rates_that_nobody_set_are_the_usual_ones(session):
    assert queries.rates() == known.rules().rates == Rates(1, 60, 5, 300)
    services.set_rates(Rates(2, 30, 9, 600))
    assert queries.rates() == known.rules().rates == Rates(2, 30, 9, 600)


def test_a_rule_that_is_gone_is_not_found(session):
    with pytest.raises(NotFound, match="does not exist any more"):
        queries.by_id("0" * 26)
