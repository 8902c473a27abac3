"""New signatures and their mails, stored together: nothing of the one is ever there without the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from campaign.campaigns import queries as campaigns
from campaign.core import bulk
from campaign.core.straight import Straight
from campaign.mailer.models import Message
from campaign.signatures.models import Signature
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    Rows = Sequence[Mapping[str, Any]]

ON_CONFLICT: Final = (
    "ON CONFLICT (campaign_id, address_index) WHERE state in ('pending', 'confirmed') DO NOTHING"
)
# What all rows of a batch have in common, so that it is sent once.
ALIKE: Final = frozenset({"links_asked", "hidden", "reason", "created_at"})
MAILS_ALIKE: Final = frozenset({"kind", "is_notice", "state", "attempts", "error", "created_at"})
KEY: Final = ("campaign_id", "address_index", "id")
_signatures: Table = Signature.__table__
_messages: Table = Message.__table__
_uses: Table = NetworkUse.__table__


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are stored together: signatures, the mails about them, and the uses of networks.

    `now` is the moment at which campaigns are open or closed. With `notes_asked`, a signature that is found
    in the place of one of these gets its time as that of having been asked for again.
    """

    signatures: Rows
    mails: Rows
    uses: Rows
    now: datetime
    notes_asked: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """The ids of the signatures that are stored, and of their campaigns those that are open."""

    signatures: set[str]
    campaigns: set[str]


def store(connection: Connection | Straight, batch: Batch) -> Stored:
    """Insert signatures under campaigns that are open whose address holds none, with what goes with them.

    The same is asked and written whether all are new or none is: no stopwatch tells them apart. PostgreSQL
    does it in one statement. SQLite cannot insert twice in one, and takes one for each table.
    """
    if isinstance(connection, Straight) or connection.dialect.name != "sqlite":
        return _in_one_statement(connection, batch)
    return _in_sqlite(connection, batch)


def _in_one_statement(connection: Connection | Straight, batch: Batch) -> Stored:
    signatures, dialect = batch.signatures, connection.dialect
    given = bulk.unnested(signatures, _signatures, "s_", ALIKE)
    parts = [_GIVEN.format(given=given), _OPEN]
    parts.append(_NEW.format(columns=bulk.names(signatures), on_conflict=ON_CONFLICT))
    values: dict[str, Any] = {"campaigns": list({row["campaign_id"] for row in signatures}), "now": batch.now}
    values |= bulk.parameters(signatures, _signatures, dialect, "s_", ALIKE)
    for rows, table, prefix, alike, form in (
        (batch.mails, _messages, "m_", MAILS_ALIKE, _WRITTEN),
        (batch.uses, _uses, "u_", bulk.NONE, _USED),
    ):
        if rows:
            given = bulk.unnested(rows, table, prefix, alike)
            parts.append(form.format(columns=bulk.names(rows), given=given))
            values |= bulk.parameters(rows, table, dialect, prefix, alike)
    if batch.notes_asked:
        parts.append(_ASKED)
    statement = f"WITH {', '.join(parts)} SELECT id, true FROM new UNION ALL SELECT id, false FROM is_open"  # noqa: S608 - names of columns
    stored = Stored(set(), set())
    for found, is_signature in connection.exec_driver_sql(statement, values):
        (stored.signatures if is_signature else stored.campaigns).add(found)
    return stored


_GIVEN: Final = "s_given AS (SELECT * FROM {given})"
_OPEN: Final = """is_open AS (
    SELECT id FROM campaigns WHERE id = ANY(%(campaigns)b::varchar[]) AND state = 'published'
        AND (opens_at IS NULL OR opens_at <= %(now)b::timestamptz)
        AND (closes_at IS NULL OR closes_at > %(now)b::timestamptz)
)"""
# In one order everywhere: two processes that wait for each other's addresses would wait for ever.
_NEW: Final = """new AS (
    INSERT INTO signatures ({columns})
    SELECT s_given.* FROM s_given JOIN is_open ON is_open.id = s_given.campaign_id
    ORDER BY s_given.campaign_id, s_given.address_index
    {on_conflict} RETURNING id
)"""
_WRITTEN: Final = """written AS (
    INSERT INTO messages ({columns})
    SELECT m_given.* FROM {given} JOIN new ON new.id = m_given.about
)"""
_USED: Final = "used AS (INSERT INTO network_uses ({columns}) SELECT * FROM {given})"
# It sees what was there before this statement, and so none of its own.
_ASKED: Final = """asked AS (
    UPDATE signatures SET asked_again_at = s_given.created_at FROM s_given JOIN is_open
        ON is_open.id = s_given.campaign_id
    WHERE s_given.state = 'pending' AND signatures.campaign_id = s_given.campaign_id
        AND signatures.address_index = s_given.address_index AND signatures.state IN ('pending', 'confirmed')
)"""


def _in_sqlite(connection: Connection, batch: Batch) -> Stored:
    is_open = campaigns.open_among({row["campaign_id"] for row in batch.signatures}, connection)
    welcome = [row for row in batch.signatures if row["campaign_id"] in is_open]
    stored = set(bulk.insert_in_sqlite(connection, welcome, _signatures, ON_CONFLICT))
    bulk.insert_in_sqlite(connection, [row for row in batch.mails if row["about"] in stored], _messages)
    bulk.insert_in_sqlite(connection, batch.uses, _uses)
    if batch.notes_asked and (asking := [row for row in welcome if row["state"] == State.PENDING]):
        _note_asked(connection, asking)
    return Stored(stored, is_open)


def _note_asked(connection: Connection, asking: Rows) -> None:
    rows = [{"asked_again_at": row["created_at"], **{name: row[name] for name in KEY}} for row in asking]
    connection.exec_driver_sql(
        "UPDATE signatures SET asked_again_at = ? WHERE campaign_id = ? AND address_index = ? AND id <> ?"
        " AND state IN ('pending', 'confirmed')",
        list(zip(*bulk.bound(rows, _signatures, connection.dialect), strict=True)),
    )
