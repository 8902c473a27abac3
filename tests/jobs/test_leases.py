from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest

from campaign.core.db import db
from campaign.jobs import leases
from campaign.mailer import services as mailer
from campaign.mailer.models import Message


@pytest.fixture
def rows(session) -> list[str]:
    """Five rows that can be leased."""
    ids = sorted(mailer.write("hello", "ana@example.org", "en", {}).id for _ in range(5))
    session.commit()
    return ids


def free() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(db.select(Message.id).where(Message.is_free())))


def test_what_is_taken_is_free_for_nobody_else(rows):
    first = leases.take(Message, limit=2)
    second = leases.take(Message, limit=9)
    assert first.ids == tuple(rows[:2])
    assert second.ids == tuple(rows[2:])
    assert leases.take(Message).ids == ()


def test_conditions_say_what_is_taken(rows):
    assert leases.take(Message, Message.id == rows[3], limit=9).ids == (rows[3],)


def test_what_is_given_back_is_free_again(rows):
    lease = leases.take(Message, limit=5)
    lease.give_back()
    assert free() == set(rows)


def test_what_a_dead_worker_held_is_free_after_a_while(rows, clock):
    lease = leases.take(Message, limit=2)
    clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    other = leases.take(Message, limit=5)
    assert other.ids == tuple(rows)
    lease.give_back()
    assert free() == set()


def test_a_lease_is_renewed_while_its_holder_works(rows, monkeypatch):
    monkeypatch.setattr(leases, "DURATION", timedelta(seconds=0.6))
    lease = leases.take(Message, limit=5)
    with lease.kept():
        time.sleep(1.5)
        assert free() == set()
    time.sleep(0.8)
    assert free() == set(rows)


def test_workers_that_ask_at_the_same_time_get_different_rows(app, rows):
    together = threading.Barrier(5)
    got = []

    def ask():
        with app.app_context():
            together.wait()
            got.extend(leases.take(Message, limit=2).ids)

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == rows
