"""Millions of made-up signatures, stored as fast as each database takes them.

What is sealed is sealed once for some hundred people and shared; addresses are all different. The table's
indexes grow with it, as they do with signers: SQLite leaves no room in one that is made anew, so that whoever
signs next would pay for it.
"""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from campaign.core import encryption
from campaign.core.db import db
from campaign.core.ids import ALPHABET
from campaign.signatures.models import Signature
from tests.crowds import NAMES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    import psycopg
    from sqlalchemy import Column

# Of a hundred: so many confirmed, pending, withdrawn, rejected.
STATES: Final = ("confirmed",) * 86 + ("pending",) * 10 + ("withdrawn",) * 2 + ("rejected",) * 2
PEOPLE: Final = 599
DAYS: Final = 7
FIRST: Final = datetime(2026, 1, 5, tzinfo=UTC)
TO_CONFIRM: Final = timedelta(minutes=7)
MOMENTS: Final = ("created_at", "confirmed_at", "withdrawn_at")
SEALED: Final = ("name", "email", "city", "comment")
# In KiB, as SQLite has it: the indexes of five million.
MEMORY: Final = 1_000_000
PIECE: Final = 1 << 20


def load(campaign_id: str, there: int, total: int, step: int) -> None:
    """Add signatures, so that there are `total`; those of a step are given in a week of its own."""
    rows = _rows(campaign_id, there, total, step)
    store = {"sqlite": _into_sqlite, "postgresql": _into_postgresql}[db.engine.dialect.name]
    store([column.name for column in Signature.__table__.columns], rows)
    raw = db.engine.raw_connection()
    if db.engine.dialect.name == "postgresql":
        raw.driver_connection.autocommit = True
        raw.driver_connection.execute("vacuum (analyze) signatures")
        raw.driver_connection.execute("checkpoint")
        raw.driver_connection.autocommit = False
    else:
        raw.driver_connection.execute("pragma wal_checkpoint(truncate)")
    raw.close()


def read_once() -> None:
    """Have the database in the memory of the machine; PostgreSQL read all of it for its statistics."""
    if db.engine.dialect.name == "sqlite":
        with Path(str(db.engine.url.database)).open("rb") as file:
            while file.read(PIECE):
                pass


def email(number: int) -> str:
    """The address of a signer, by number."""
    return f"signer-{number}@example.org"


def ends(step: int) -> datetime:
    """A moment after all confirmations of the step, and before those of the next."""
    return FIRST + timedelta(days=DAYS * (step + 1)) + TO_CONFIRM


def _rows(campaign_id: str, there: int, total: int, step: int) -> Iterator[list[object]]:
    names = [column.name for column in Signature.__table__.columns]
    person_of = _Rows(campaign_id)
    at = {name: names.index(name) for name in ("id", "address_index", "leaf", *MOMENTS)}
    begins = FIRST + timedelta(days=DAYS * step)
    apart = timedelta(days=DAYS) / (total - there)
    for number in range(there, total):
        created = begins + apart * (number - there)
        state = STATES[number * 37 % len(STATES)]
        row = person_of[number % PEOPLE, state].copy()
        row[at["id"]] = _id(created, number)
        row[at["created_at"]] = created
        if state != "pending":
            row[at["confirmed_at"]] = created + TO_CONFIRM
        if state == "confirmed":
            # As the log has it within the hour.
            row[at["leaf"]] = number
        if state == "withdrawn":
            row[at["withdrawn_at"]] = created + 2 * TO_CONFIRM
        else:
            row[at["address_index"]] = hashlib.sha256(b"%d" % number).digest()
        yield row


class _Rows(dict[tuple[int, str], list[object]]):
    """What is the same of all signatures of a person in a state, made once."""

    def __init__(self, campaign_id: str) -> None:
        super().__init__()
        self._people = list(itertools.islice(_people(), PEOPLE))
        self._campaign_id = campaign_id

    def __missing__(self, key: tuple[int, str]) -> list[object]:
        number, state = key
        row = {column.name: _default(column) for column in Signature.__table__.columns} | self._people[number]
        row |= {"campaign_id": self._campaign_id, "state": state, "show_name": number % 3 == 0}
        if state == "withdrawn":
            row |= dict.fromkeys(SEALED)
        self[key] = list(row.values())
        return self[key]


def _people() -> Iterator[dict[str, object]]:
    for number, (name, country, city) in enumerate(itertools.cycle(NAMES)):
        words = {"name": f"{name} {number}", "email": email(number), "city": city}
        if number % 5 == 0:
            words["comment"] = "Nobody may be sent back to where torture waits. Please act now."
        sealed = {key: encryption.seal(text, f"signatures.{key}") for key, text in words.items()}
        yield {**sealed, "country": country, "language": "en", "deliver_name": number % 2 == 0}


def _default(column: Column[Any]) -> object:
    if column.name == "consents":
        return "{}"
    default = column.default
    value = default.arg if default is not None and default.is_scalar else None
    return value if value is None or isinstance(value, bool) else str(value)


def _id(moment: datetime, number: int) -> str:
    """An identifier as `new_id` makes it, of a moment that has passed; the number stands for chance."""
    value = int(moment.timestamp() * 1000)
    return "".join([ALPHABET[value >> shift & 31] for shift in range(45, -1, -5)]) + f"{number:016}"


def _into_sqlite(names: list[str], rows: Iterator[list[object]]) -> None:
    raw = db.engine.raw_connection()
    connection: sqlite3.Connection = raw.driver_connection
    moments = [names.index(name) for name in MOMENTS]
    marks = ", ".join("?" * len(names))
    (memory,) = connection.execute("pragma cache_size").fetchone()
    connection.execute(f"pragma cache_size = -{MEMORY}")
    connection.execute("pragma synchronous = off")
    connection.execute("begin immediate")
    connection.executemany(
        f"insert into signatures ({', '.join(names)}) values ({marks})",  # noqa: S608 - our own columns
        (_with_text(row, moments) for row in rows),
    )
    connection.execute("commit")
    connection.execute("pragma synchronous = full")
    connection.execute(f"pragma cache_size = {memory}")
    raw.close()


def _with_text(row: list[object], moments: list[int]) -> list[object]:
    for place in moments:
        if isinstance(moment := row[place], datetime):
            row[place] = moment.replace(tzinfo=None).isoformat(" ", "microseconds")
    return row


def _into_postgresql(names: list[str], rows: Iterator[list[object]]) -> None:
    raw = db.engine.raw_connection()
    connection: psycopg.Connection = raw.driver_connection
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy signatures ({', '.join(names)}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    connection.commit()
    raw.close()
