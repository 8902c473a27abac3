"""Encrypting again with the newest key everything that is kept sealed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import LargeBinary, bindparam, select, type_coerce, update

from campaign.core import config, encryption, secrets_file, storage
from campaign.core.db import Encrypted, db
from campaign.core.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

BATCH = 500


def sealed_columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Every table with a sealed column, and those columns."""
    for table in db.metadata.sorted_tables:
        if columns := [c for c in table.columns if isinstance(c.type, Encrypted)]:
            yield table, columns


def make_new_key() -> None:
    """Put a new data key in front of those that lie in the data folder, and use it."""
    folder = config.current().data
    name = "CAMPAIGN_DATA_KEYS"
    new, old = secrets_file.new_secrets()[name], secrets_file.kept_in(folder)[name]
    secrets_file.replace(folder, {name: f"{new},{old}"})
    config.look_for_new_data_keys()


def rotate() -> int:
    """Seal again whatever an older key sealed, in batches that are committed; returns the number of rows.

    It can be broken off and run again: a row is done when the newest key opens it. Raises `CannotOpen`
    if the ring lacks the key of a row.
    """
    changed = 0
    for table, columns in sealed_columns():
        changed += _rotate_table(table, columns)
    return changed + _rotate_files()


def _rotate_table(table: Table, columns: list[Column[Any]]) -> int:
    # Raw bytes, not texts: the column types would open and seal by themselves.
    raw = [type_coerce(column, LargeBinary).label(column.name) for column in columns]
    key = table.c.id
    changed, last = 0, ""
    while rows := db.session.execute(select(key, *raw).where(key > last).order_by(key).limit(BATCH)).all():
        last = rows[-1].id
        changed += sum(_rotate_row(table, columns, row) for row in rows)
        db.session.commit()
    return changed


def _rotate_row(table: Table, columns: list[Column[Any]], row: Any) -> bool:  # noqa: ANN401 - a row of any table
    ring = encryption.ring()
    kept = {column: getattr(row, column.name) for column in columns}
    stale = {c: bytes(sealed) for c, sealed in kept.items() if sealed and not ring.is_newest(bytes(sealed))}
    if not stale:
        return False
    fresh = {c.name: ring.seal(ring.open(sealed, _label(c)), _label(c)) for c, sealed in stale.items()}
    # Only where nobody changed the row meanwhile: what is written now is sealed with the newest key anyway.
    same = [type_coerce(column, LargeBinary) == sealed for column, sealed in stale.items()]
    raw = {table.c[name]: bindparam(None, sealed, LargeBinary) for name, sealed in fresh.items()}
    db.session.execute(update(table).where(table.c.id == row.id, *same).values(raw))
    return True


def _label(column: Column[Any]) -> str:
    return cast("Encrypted", column.type).label


def _rotate_files() -> int:
    return sum(_rotate_file(key) for key in storage.current().all_keys())


def _rotate_file(key: str) -> bool:
    kept = storage.current()
    # What was erased meanwhile needs no new key.
    with suppress(NotFound):
        if not kept.is_newest(key):
            kept.write(key, kept.read(key))
            return True
    return False
