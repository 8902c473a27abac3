"""The database: the session, the column types for what is personal or has a time, SQLite's settings."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import DateTime, LargeBinary, MetaData, String, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError,  # noqa: A004 - SQLAlchemy's own name
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from campaign.core import encryption
from campaign.core.errors import Refused
from campaign.core.ids import LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection, Dialect
    from sqlalchemy.pool import ConnectionPoolEntry

# So long a transaction waits for another, on either database.
BUSY_TIMEOUT_MS = 15_000
MOMENT_MS = 200
# What is raised where the database does not answer, has no room, or has no connection to spare.
AWAY = (OperationalError, InterfaceError, TimeoutError)
Id = String(LENGTH)
# Made once: `json.dumps` makes one for each value.
_AS_JSON = json.JSONEncoder(ensure_ascii=False)


class Base(DeclarativeBase):
    """The base of every model; constraints have names, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class _Session(Session):
    # Can be given up also when its connection is gone: what was open went with it. Else a request that was
    # answered, or told that the database is away, would fail when it is put away.

    def close(self) -> None:
        try:
            super().close()
        except AWAY:
            self.invalidate()

    def rollback(self) -> None:
        try:
            super().rollback()
        except AWAY:
            self.invalidate()


db = SQLAlchemy(model_class=Base, session_options={"class_": _Session})

_only_reading: ContextVar[bool] = ContextVar("only_reading", default=False)


@contextmanager
def only_reading(*, on: bool = True) -> Iterator[None]:
    """Within the block transactions do not write, so on SQLite none of them waits for the one writer."""
    before = _only_reading.set(on)
    try:
        yield
    finally:
        _only_reading.reset(before)


@contextmanager
def one_at_a_time(changed_meanwhile: Callable[[], Exception]) -> Iterator[None]:
    """Commit what the block changed, or nothing: it refused, or somebody else was quicker.

    `changed_meanwhile` makes what is raised in the second case.
    """
    try:
        yield
        db.session.commit()
    except Refused:
        db.session.rollback()
        raise
    except (StaleDataError, IntegrityError) as error:
        db.session.rollback()
        raise changed_meanwhile() from error


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without a zone."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database, aware again, and in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Encrypted(TypeDecorator[str]):
    """A text that is stored sealed; `label` names the column that it belongs to."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], bytes | None]:
        """Seal; drivers take bytes as they are, so that no other layer is asked."""
        return partial(self.process_bind_param, dialect=dialect)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Seal."""
        return None if value is None else encryption.seal(value, self.label)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Open."""
        return None if value is None else encryption.unseal(bytes(value), self.label)


class EncryptedBytes(Encrypted):
    """Bytes that are stored sealed."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ANN401, ARG002 - bytes
        """Seal."""
        return None if value is None else encryption.ring().seal(value, self.label)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - bytes
        """Open."""
        return None if value is None else encryption.open_sealed(bytes(value), self.label)


class EncryptedJSON(Encrypted):
    """JSON values that are stored sealed."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ANN401 - any JSON
        """Seal."""
        text = None if value is None else _AS_JSON.encode(value)
        return super().process_bind_param(text, dialect)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ANN401 - any JSON
        """Open."""
        text = super().process_result_value(value, dialect)
        return None if text is None else json.loads(text)


def truncate_log() -> None:
    """Empty SQLite's write-ahead log, which holds what was erased until it is written over.

    Where somebody reads or writes for longer than a moment nothing is done: the log is written over in any
    case as others write. PostgreSQL keeps its log to itself, and vacuums what was deleted.
    """
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    with db.engine.connect() as pooled:
        connection: Any = pooled.connection.driver_connection
        connection.execute(f"PRAGMA busy_timeout = {MOMENT_MS}")
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


@event.listens_for(Engine, "connect")
def _set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - any driver's own
    if isinstance(connection, sqlite3.Connection):
        _set_up_sqlite(connection)
    else:
        _set_up_postgresql(connection)


def _set_up_postgresql(connection: Any) -> None:  # noqa: ANN401 - not imported where the database is a file
    # Said on the connection itself: the zone of the database, of its account or of PGTZ is somebody's own.
    connection.autocommit = True
    connection.execute(f"SET TIME ZONE 'UTC'; SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.autocommit = False


def _set_up_sqlite(connection: sqlite3.Connection) -> None:
    # The driver would begin a transaction at the first write only; `_begin` says it instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is erased is overwritten; not every build of SQLite does so by itself.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer in WAL mode: it
    # fails at once. So whoever may write takes the lock at the beginning, where the busy time-out holds.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _only_reading.get() else "BEGIN IMMEDIATE")
