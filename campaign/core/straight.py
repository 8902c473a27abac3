"""Statements on their way to PostgreSQL past SQLAlchemy's layers, each a transaction of its own.

A pool, a transaction around one statement, and what is done around that take more of the processor than
the statement, and three waits more for the database. Where every signature asks, that is most of the work.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Dialect, Engine

# A connection that nobody has used for so long is asked first whether it is still one.
IDLE_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Straight:
    """What takes statements for the database of `engine`, which is PostgreSQL."""

    engine: Engine

    @property
    def dialect(self) -> Dialect:
        """That of the engine."""
        return self.engine.dialect

    def exec_driver_sql(self, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that `statement` gives; what it wrote is committed.

        Several threads may ask at once; each has a connection of its own meanwhile. Raises what a connection
        of SQLAlchemy's raises.
        """
        try:
            connection = _taken(self.engine)
            try:
                return list(connection.cursor.execute(statement, values))
            finally:
                _put_back(self.engine, connection)
        except self.dialect.loaded_dbapi.Error as error:
            # What is bound may be somebody's name.
            raise _translated(statement, error, self.dialect) from error


class _Connection:
    def __init__(self, engine: Engine) -> None:
        # Out of the pool, so that it is set up as all others are, and out of its hands.
        pooled = engine.raw_connection()
        driver: Any = pooled.driver_connection
        pooled.detach()
        driver.autocommit = True
        self._driver, self.cursor = driver, driver.cursor()
        self.used_at = time.monotonic()

    @property
    def is_closed(self) -> bool:
        return bool(self._driver.closed)

    def answers(self, errors: type[Exception]) -> bool:
        if time.monotonic() - self.used_at < IDLE_S:
            return True
        try:
            self.cursor.execute("SELECT 1")
        except errors:
            self.close()
            return False
        return True

    def close(self) -> None:
        self._driver.close()


_idle: WeakKeyDictionary[Engine, list[_Connection]] = WeakKeyDictionary()


def _taken(engine: Engine) -> _Connection:
    idle = _idle.get(engine)
    if idle is None:
        idle = _idle.setdefault(engine, [])
        event.listen(engine, "engine_disposed", _close_all)
    while True:
        try:
            connection = idle.pop()
        except IndexError:
            return _Connection(engine)
        if connection.answers(engine.dialect.loaded_dbapi.Error):
            return connection


def _put_back(engine: Engine, connection: _Connection) -> None:
    if not connection.is_closed:
        connection.used_at = time.monotonic()
        _idle[engine].append(connection)


def _close_all(engine: Engine) -> None:
    idle = _idle.get(engine, [])
    while idle:
        idle.pop().close()


def _translated(statement: str, error: Exception, dialect: Dialect) -> BaseException:
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(statement, None, error, base, hide_parameters=True, dialect=dialect)
