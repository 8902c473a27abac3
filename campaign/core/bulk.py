"""Rows of a table as a driver takes them, many at once, past the layers that make one row dear.

Every column is bound as the model says it: sealed, in UTC, as JSON.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table

    Rows = Sequence[Mapping[str, Any]]

# SQLite takes 32,766 values in a statement (sqlite.org/limits.html).
MOST_VALUES = 30_000


def unnested(rows: Rows, table: Table, prefix: str) -> str:
    """For PostgreSQL, what selects `rows` from the parameters that `parameters` names with this prefix."""
    return _unnested(table, tuple(rows[0]), prefix)


def names(rows: Rows) -> str:
    """The names of the columns, as in a statement."""
    return ", ".join(rows[0])


def parameters(rows: Rows, table: Table, dialect: Dialect, prefix: str) -> dict[str, list[Any]]:
    """For PostgreSQL, the values of each column under the name that `unnested` gives it."""
    columns = bound(rows, table, dialect)
    return {f"{prefix}{name}": values for name, values in zip(rows[0], columns, strict=True)}


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
    return [
        [bind(row[name]) for row in rows] if bind else [row[name] for row in rows]
        for name, bind in _processors(table, tuple(rows[0]), dialect)
    ]


@lru_cache(maxsize=32)
def _processors(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in columns]


@lru_cache(maxsize=32)
def _unnested(table: Table, columns: tuple[str, ...], prefix: str) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    arrays = (f"%({prefix}{name})b::{table.c[name].type.compile(dialect)}[]" for name in columns)
    return f"unnest({', '.join(arrays)}) AS {prefix}given({', '.join(columns)})"
