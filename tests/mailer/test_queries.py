from __future__ import annotations

from campaign.core.db import db
from campaign.mailer import queries, services
from campaign.mailer.values import State


def test_counts_name_every_state(session):
    services.write("hello", "ana@example.org", "en", {})
    session.commit()
    assert queries.counts() == dict.fromkeys(State, 0) | {State.QUEUED: 1}


def test_asking_whether_something_is_due_waits_for_no_writer(session):
    with db.engine.connect() as writer:
        writer.exec_driver_sql("INSERT INTO suppressions VALUES ('1', 'all', '2026-01-01')")
        assert not queries.is_something_due()
        writer.rollback()
