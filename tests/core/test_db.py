from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from campaign.core import encryption
from campaign.core.db import BUSY_TIMEOUT_MS, db, only_reading
from campaign.core.ids import new_id
from campaign.mailer.models import Message, Suppression
from tests.together import at_once

postgres_alone = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SEOUL = timezone(timedelta(hours=9))


def add(index: bytes) -> None:
    db.session.add(Suppression(address_index=index, scope="all"))
    db.session.commit()


def count() -> int:
    return db.session.query(Suppression).count()


@contextmanager
def somebody_writing(app):
    """Another connection holds the one place that SQLite has for a writer."""
    begun, end = threading.Event(), threading.Event()

    def write():
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE suppressions SET scope = scope"))
            begun.set()
            assert end.wait(30)

    def in_context():
        with app.app_context():
            write()

    thread = threading.Thread(target=in_context)
    thread.start()
    assert begun.wait(30)
    try:
        yield end
    finally:
        end.set()
        thread.join()


@sqlite_alone
def test_sqlite_is_set_up_to_lose_nothing(session):
    said = {
        pragma: session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}


@sqlite_alone
def test_a_second_writer_waits_for_the_first(app, session):
    written = threading.Event()

    def second():
        with app.app_context():
            assert count() == 0  # reads before it writes
            add(b"second")
            written.set()

    thread = threading.Thread(target=second)
    with somebody_writing(app) as end:
        thread.start()
        assert not written.wait(0.3)
        end.set()
        assert written.wait(15)
    thread.join()
    assert count() == 1


@sqlite_alone
def test_who_only_reads_waits_for_nobody(app, session):
    with somebody_writing(app), only_reading():
        assert count() == 0


@sqlite_alone
def test_who_only_reads_holds_up_nobody(app, session):
    with only_reading():
        assert count() == 0
        assert at_once(app, lambda: add(b"one")) == [None]


def test_many_writers_at_once_all_have_their_turn(app, session):
    works = [lambda number=number: add(bytes([number])) for number in range(12)]
    assert at_once(app, *works) == [None] * 12
    assert count() == 12


def test_a_row_that_belongs_to_no_row_is_refused(session):
    statement = text("INSERT INTO account_roles (account_id, role_id) VALUES ('nobody', 'nothing')")
    with pytest.raises(IntegrityError):
        session.execute(statement)


@pytest.mark.parametrize("zone", [UTC, SEOUL])
def test_a_moment_comes_back_aware_and_the_same(session, zone):
    moment = datetime(2007, 8, 29, 23, 30, 0, 123456, tzinfo=zone)
    session.add(Suppression(address_index=b"x", scope="all", created_at=moment))
    session.commit()
    [kept] = session.query(Suppression)
    assert kept.created_at == moment
    assert kept.created_at.utcoffset() == timedelta(0)
    assert session.query(Suppression).where(Suppression.created_at == moment).count() == 1
    assert session.query(Suppression).where(Suppression.created_at > moment).count() == 0


@postgres_alone
def test_whatever_the_zone_of_the_database_moments_are_told_in_utc(app, session, monkeypatch):
    name = session.connection().engine.url.database
    session.execute(text(f"ALTER DATABASE {name} SET timezone = 'Asia/Seoul'"))
    session.commit()
    db.engine.dispose()
    monkeypatch.setenv("PGTZ", "Asia/Seoul")
    session.add(
        Suppression(address_index=b"x", scope="all", created_at=datetime(2007, 8, 29, 23, tzinfo=UTC))
    )
    session.commit()
    assert f"{session.query(Suppression).one().created_at:%d %H:%M}" == "29 23:00"
    assert session.scalar(text("SELECT created_at::text FROM suppressions")) == "2007-08-29 23:00:00+00"
    # Also where a session has another zone.
    session.execute(text("SET LOCAL timezone = 'Asia/Seoul'"))
    session.expire_all()
    assert session.query(Suppression).one().created_at.utcoffset() == timedelta(0)


@postgres_alone
def test_a_second_writer_waits_on_postgresql_as_long_as_on_sqlite(session):
    assert session.scalar(text("SHOW lock_timeout")) == f"{BUSY_TIMEOUT_MS // 1000}s"


@pytest.mark.parametrize("context", [{}, {"title": "é 👩‍👩‍👧", "n": [1, None, True]}, {"a": {"b": "c"}}])
def test_what_is_personal_is_sealed_under_the_name_of_its_column(session, context):
    message = Message(id=new_id(), kind="x", language="en", message_id="x", address_index=b"x")
    message.address, message.context = "mina@example.org", context
    session.add(message)
    session.commit()
    row = session.connection().exec_driver_sql("SELECT address, context FROM messages").one()
    assert encryption.unseal(bytes(row.address), "messages.address") == "mina@example.org"
    with pytest.raises(encryption.CannotOpen):
        encryption.unseal(bytes(row.address), "messages.context")
    assert (message.address, message.context) == ("mina@example.org", context)


def test_what_is_not_there_is_not_sealed_either(session):
    session.add(Message(id=new_id(), kind="x", language="en", message_id="x", address_index=b"x"))
    session.commit()
    assert session.connection().exec_driver_sql("SELECT address FROM messages").scalar() is None
    assert session.query(Message).one().address is None


@postgres_alone
@pytest.mark.parametrize("give_up", [db.session.remove, db.session.rollback])
def test_a_session_whose_connection_is_gone_can_be_given_up_and_the_next_one_works(session, give_up):
    mine = session.scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:mine, 5000)"), {"mine": mine})
    give_up()
    assert session.scalar(text("SELECT pg_backend_pid()")) != mine
