"""How long the database takes: the time within its driver's cursors, rows fetched and commits among it.

SQLite finds rows while they are fetched, PostgreSQL before; so both are timed at the driver, whatever of it
SQLAlchemy calls.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Engine


class Stopwatch:
    """The seconds that went into the database since it was set back, and how many calls there were."""

    seconds = 0.0
    calls = 0

    def set_back(self) -> None:
        """Begin at nothing."""
        self.seconds, self.calls = 0.0, 0

    @contextmanager
    def runs(self) -> Iterator[None]:
        """For the length of the block."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - begun
            self.calls += 1


def watch(engine: Engine) -> Stopwatch:
    """A stopwatch for all connections that this engine opens from now on."""
    stopwatch = Stopwatch()
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[engine.dialect.name](stopwatch)
    engine.dispose()

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, arguments: list[Any], named: dict[str, Any]) -> object:
        return make(*arguments, **named)

    return stopwatch


def _timed(kind: type, stopwatch: Stopwatch, *names: str) -> type:
    """The class with these methods timed."""

    def method(name: str) -> Callable[..., Any]:
        original = getattr(kind, name)

        def timed(self: object, *arguments: Any, **named: Any) -> Any:
            with stopwatch.runs():
                return original(self, *arguments, **named)

        return timed

    return type(f"Timed{kind.__name__}", (kind,), {name: method(name) for name in names})


def _sqlite(stopwatch: Stopwatch) -> Callable[..., Any]:
    cursor = _timed(
        sqlite3.Cursor, stopwatch, "execute", "executemany", "fetchone", "fetchmany", "fetchall", "__next__"
    )
    connection = _timed(sqlite3.Connection, stopwatch, "commit", "rollback")
    connection.cursor = lambda self: sqlite3.Connection.cursor(self, cursor)

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return sqlite3.connect(*arguments, factory=connection, **named)

    return connect


def _postgresql(stopwatch: Stopwatch) -> Callable[..., Any]:
    cursor = _timed(psycopg.Cursor, stopwatch, "execute", "executemany")
    connection = _timed(psycopg.Connection, stopwatch, "commit", "rollback")

    def connect(*arguments: Any, **named: Any) -> psycopg.Connection:
        return connection.connect(*arguments, cursor_factory=cursor, **named)

    return connect
