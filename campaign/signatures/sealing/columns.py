"""The columns and files that are sealed: read with their keys' names, and sealed again."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
    update,
)

from campaign.core import encryption, storage
from campaign.core.db import Encrypted, db
from campaign.core.errors import NotFound
from campaign.jobs import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Row, Table

    from campaign.core.encryption import KeyRing

# The room that writes files has this name for erasing one that is wanted no more.
ERASE_UNWANTED = "letters.erase_unwanted"
# Where in sealed bytes the name of the key stands: see `core.encryption`.
FIRST: ColumnElement[int] = literal_column(str(len(encryption.VERSION) + 1), Integer)
LENGTH: ColumnElement[int] = literal_column(str(encryption.NAME), Integer)


def sealed_columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Every table with a sealed column, and those columns."""
    for table in db.metadata.sorted_tables:
        if columns := [c for c in table.columns if isinstance(c.type, Encrypted)]:
            yield table, columns


def count_by_key() -> dict[str, dict[str, int]]:
    """By the name of each key in hexadecimal digits, how many values and how many files it sealed."""
    values: Counter[str] = Counter()
    for _table, columns in sealed_columns():
        for column in columns:
            raw = type_coerce(column, LargeBinary)
            name = func.substr(raw, FIRST, LENGTH, type_=LargeBinary).label("sealing_key")
            query = select(name, func.count()).where(column.is_not(None)).group_by("sealing_key")
            for found, count in db.session.execute(query):
                values[bytes(found).hex()] += count
    files = Counter(_names_of_files())
    return {name: {"values": values[name], "files": files[name]} for name in {*values, *files}}


def seal_row(table: Table, columns: list[Column[Any]], row: Row[*tuple[Any, ...]]) -> bool:
    """Seal again what an older key sealed in a row of raw bytes, in the caller's transaction.

    Says whether there was anything. Raises `CannotOpen` if the ring lacks its key.
    """
    ring = encryption.ring()
    kept = {column: getattr(row, column.name) for column in columns}
    stale = {c: bytes(sealed) for c, sealed in kept.items() if sealed and not ring.is_newest(bytes(sealed))}
    if not stale:
        return False
    fresh = {c.name: _again(ring, sealed, c) for c, sealed in stale.items()}
    # Only where nobody changed the row meanwhile: what is written now is sealed with the newest key anyway.
    same = [type_coerce(column, LargeBinary) == sealed for column, sealed in stale.items()]
    raw = {table.c[name]: bindparam(None, sealed, LargeBinary) for name, sealed in fresh.items()}
    db.session.execute(update(table).where(table.c.id == row.id, *same).values(raw))
    return True


def seal_file(key: str) -> bool:
    """Seal a file again unless the newest key did; says whether it was.

    What was erased while it was sealed is there again afterwards, so the room that wrote it looks. That is
    done whoever sealed it: it may have been somebody who was killed before.
    """
    kept, is_sealed = storage.current(), False
    # What was erased meanwhile needs no new key.
    with suppress(NotFound):
        if not kept.is_newest(key):
            kept.write(key, kept.read(key))
            is_sealed = True
    registry.run(ERASE_UNWANTED, key.rpartition("/")[2])
    return is_sealed


def _again(ring: KeyRing, sealed: bytes, column: Column[Any]) -> bytes:
    label = cast("Encrypted", column.type).label
    return ring.seal(ring.open(sealed, label), label)


def _names_of_files() -> Iterator[str]:
    kept = storage.current()
    for key in kept.all_keys():
        with suppress(NotFound):
            yield kept.key_name(key).hex()
