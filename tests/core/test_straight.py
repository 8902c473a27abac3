from __future__ import annotations

import time
from threading import Barrier

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from campaign.core.db import BUSY_TIMEOUT_MS, db
from campaign.core.straight import IDLE_S, Straight
from tests.together import at_once

pytestmark = [
    pytest.mark.usefixtures("session"),
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]
PID = "SELECT pg_backend_pid()"
WRITE = "INSERT INTO used_challenges (nonce, expires_at) VALUES (%(nonce)s, now()) RETURNING nonce"


@pytest.fixture
def straight(app):
    return Straight(db.engine)


def one(straight, statement, **values):
    [[found]] = straight.exec_driver_sql(statement, values)
    return found


def end(pid):
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


def test_what_a_statement_wrote_is_there_for_others(straight):
    assert bytes(one(straight, WRITE, nonce=b"1")) == b"1"
    assert db.session.scalar(text("SELECT count(*) FROM used_challenges")) == 1


def test_a_connection_is_set_up_as_all_are(straight):
    assert one(straight, "SHOW lock_timeout") == f"{BUSY_TIMEOUT_MS // 1000}s"
    assert one(straight, "SHOW timezone") == "UTC"


def test_errors_are_those_of_sqlalchemy_without_what_was_bound_and_the_connection_is_kept(straight):
    before = one(straight, PID)
    one(straight, WRITE, nonce=b"1")
    with pytest.raises(IntegrityError) as raised:
        one(straight, WRITE, nonce=b"1")
    assert raised.value.orig.sqlstate == "23505"
    with pytest.raises(DataError) as raised:
        one(straight, "SELECT 1 / %(zero)s::integer", zero=0)
    assert (raised.value.params, raised.value.hide_parameters) == (None, True)
    assert one(straight, PID) == before


def test_who_asks_again_and_again_has_one_connection_and_who_asks_at_once_has_her_own(app, straight):
    assert one(straight, PID) == one(straight, PID)
    both = Barrier(2)

    def ask():
        pid = one(straight, PID + " FROM pg_sleep(0.2)")
        both.wait(20)
        return pid

    first, second = at_once(app, ask, ask)
    assert first != second


def test_a_connection_that_ended_while_nobody_asked_is_not_noticed(straight):
    before = one(straight, PID)
    end(before)
    time.sleep(IDLE_S * 1.1)
    assert one(straight, PID) != before


def test_one_that_ends_while_somebody_asks_is_an_error_once(straight):
    end(one(straight, PID))
    with pytest.raises(OperationalError):
        one(straight, PID)
    assert one(straight, PID)


def test_a_database_that_is_away_is_an_error_of_sqlalchemy(straight):
    nowhere = create_engine(straight.engine.url.set(port=1))
    with pytest.raises(OperationalError):
        one(Straight(nowhere), PID)


def test_those_that_nobody_uses_end_with_the_engine(straight):
    pid = one(straight, PID)
    db.engine.dispose()
    asked = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
    ends = time.monotonic() + 10
    while db.session.scalar(asked, {"pid": pid}):
        assert time.monotonic() < ends
        db.session.rollback()
        time.sleep(0.05)
