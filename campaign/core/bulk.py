"""Rows of a table as a driver takes them, many at once, past the layers that make one row dear.

Every column is bound as the model says it: sealed, in UTC, as JSON.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table

    Rows = Sequence[Mapping[str, Any]]

# SQLite takes 32,766 values in a statement (sqlite.org/limits.html).
MOST_VALUES = 30_000
NONE: Final[frozenset[str]] = frozenset()


def unnested(rows: Rows, table: Table, prefix: str, alike: frozenset[str] = NONE) -> str:
    """For PostgreSQL, what selects `rows` from the parameters that `parameters` names with this prefix.

    In the columns `alike` all rows hold what the first one holds.
    """
    return _unnested(table, tuple(rows[0]), prefix, alike)


def names(rows: Rows) -> str:
    """The names of the columns, as in a statement."""
    return ", ".join(rows[0])


def parameters(
    rows: Rows, table: Table, dialect: Dialect, prefix: str, alike: frozenset[str] = NONE
) -> dict[str, Any]:
    """For PostgreSQL, the values of each column, or the one of all rows, as `unnested` names them."""
    values: dict[str, Any] = {}
    for name, bind in _processors(table, tuple(rows[0]), dialect):
        column = _column(rows[:1] if name in alike else rows, name, bind)
        values[f"{prefix}{name}"] = column[0] if name in alike else column
    return values


def insert_in_sqlite(connection: Connection, rows: Rows, table: Table, behind: str = "") -> list[str]:
    """Insert `rows` in as few statements as SQLite allows; the ids of those that were stored.

    `behind` stands before RETURNING, such as `ON CONFLICT DO NOTHING`.
    """
    if not rows:
        return []
    width, stored = len(rows[0]), []
    values = list(zip(*bound(rows, table, connection.dialect), strict=True))
    for start in range(0, len(values), MOST_VALUES // width):
        some = values[start : start + MOST_VALUES // width]
        marks = ", ".join([f"({', '.join('?' * width)})"] * len(some))
        statement = f"INSERT INTO {table.name} ({names(rows)}) VALUES {marks} {behind} RETURNING id"  # noqa: S608 - names of columns
        found = connection.exec_driver_sql(statement, tuple(value for row in some for value in row))
        stored += [row[0] for row in found]
    return stored


def bound(rows: Rows, table: Table, dialect: Dialect) -> list[list[Any]]:
    """The values of each column as the driver takes them, in the rows' order."""
    return [_column(rows, name, bind) for name, bind in _processors(table, tuple(rows[0]), dialect)]


def _column(rows: Rows, name: str, bind: Callable[[Any], Any] | None) -> list[Any]:
    return [bind(row[name]) for row in rows] if bind else [row[name] for row in rows]


@lru_cache(maxsize=32)
def _processors(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in columns]


@lru_cache(maxsize=32)
def _unnested(table: Table, columns: tuple[str, ...], prefix: str, alike: frozenset[str]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    places = {name: f"%({prefix}{name})b::{table.c[name].type.compile(dialect)}" for name in columns}
    unlike = [name for name in columns if name not in alike]
    arrays = ", ".join(f"{places[name]}[]" for name in unlike)
    chosen = ", ".join(f"{places[name]} AS {name}" if name in alike else name for name in columns)
    return f"(SELECT {chosen} FROM unnest({arrays}) AS unlike({', '.join(unlike)})) AS {prefix}given"  # noqa: S608 - names of columns
