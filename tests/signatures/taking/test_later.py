from __future__ import annotations

import threading

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from campaign.core.db import db
from campaign.core.encryption import CannotOpen
from campaign.mailer.models import Suppression
from campaign.signatures.taking.later import Later

pytestmark = [
    pytest.mark.usefixtures("session"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def suppressing(index, done=None):
    def work(connection):
        connection.execute(insert(Suppression).values(address_index=index, scope="all"))
        if done:
            done.set()

    return work


def suppressed():
    found = sorted(db.session.scalars(select(Suppression.address_index)))
    # Else this connection would hold the place of the one writer.
    db.session.rollback()
    return found


def test_work_is_done_after_a_moment_and_once_for_each_key():
    later, done = Later(after_s=0.2), threading.Event()
    for _again in range(3):
        later.add(db.engine, {("mine", b"a"): suppressing(b"a"), ("mine", b"b"): suppressing(b"b", done)})
    assert suppressed() == []
    assert done.wait(20)
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert suppressed() == [b"a", b"b"]


@pytest.mark.parametrize("after_s", [0, 0.01])
def test_one_that_cannot_be_done_takes_no_other_along(after_s):
    def fail(connection):
        suppressing(b"b")(connection)
        raise CannotOpen

    works = {("mine", b"a"): suppressing(b"a"), ("mine", b"b"): fail, ("mine", b"c"): suppressing(b"c")}
    Later(after_s=after_s).add(db.engine, works)
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert suppressed() == [b"a", b"c"]


def test_a_database_that_is_away_meanwhile_ends_nothing():
    def fail(_connection):
        raise OperationalError(None, {}, OSError("the disk is full"))

    later = Later(after_s=0.01)
    later.add(db.engine, {("mine", b"a"): fail})
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    later.after_s = 0
    later.add(db.engine, {("mine", b"a"): suppressing(b"a")})
    assert suppressed() == [b"a"]
