"""New signatures and their mails, stored together: nothing of the one is ever there without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from campaign.campaigns import queries as campaigns
from campaign.core import bulk
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
KEY: Final = ("campaign_id", "address_index", "id")
_signatures: Table = Signature.__table__
_messages: Table = Message.__table__
_uses: Table = NetworkUse.__table__


def store(
    connection: Connection,
    signatures: Rows,
    mails: Rows,
    uses: Rows,
    now: datetime,
    *,
    notes_asked: bool,
) -> tuple[set[str], set[str]]:
    """Insert signatures under campaigns that are open whose address holds none, and the mails about them.

    Also notes the uses of networks and, if `notes_asked`, at a signature that was found in the place of one of
    these, when that was. The same is asked and written whether all are new or none is: no stopwatch tells them
    apart. Returns the ids of the signatures that are stored, and of the campaigns that are open. PostgreSQL
    does it in one statement. SQLite cannot insert twice in one, and takes one for each table.
    """
    take = _in_sqlite if connection.dialect.name == "sqlite" else _in_one_statement
    return take(connection, signatures, mails, uses, now, notes_asked)


def _in_one_statement(
    connection: Connection, signatures: Rows, mails: Rows, uses: Rows, now: datetime, notes_asked: bool
) -> tuple[set[str], set[str]]:
    given = bulk.unnested(signatures, _signatures, "s_")
    parts = [_GIVEN.format(given=given), _OPEN]
    parts.append(_NEW.format(columns=bulk.names(signatures), on_conflict=ON_CONFLICT))
    values = bulk.parameters(signatures, _signatures, connection.dialect, "s_")
    values |= {"campaigns": list({row["campaign_id"] for row in signatures}), "now": now}
    for rows, table, prefix, form in ((mails, _messages, "m_", _WRITTEN), (uses, _uses, "u_", _USED)):
        if rows:
            parts.append(form.format(columns=bulk.names(rows), given=bulk.unnested(rows, table, prefix)))
            values |= bulk.parameters(rows, table, connection.dialect, prefix)
    if notes_asked:
        parts.append(_ASKED)
    statement = f"WITH {', '.join(parts)} SELECT id, true FROM new UNION ALL SELECT id, false FROM is_open"  # noqa: S608 - names of columns
    stored, is_open = set(), set()
    for found, is_signature in connection.exec_driver_sql(statement, values):
        (stored if is_signature else is_open).add(found)
    return stored, is_open


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


def _in_sqlite(
    connection: Connection,
    signatures: Rows,
    mails: Rows,
    uses: Rows,
    now: datetime,  # noqa: ARG001 - `open_among` looks at the clock itself
    notes_asked: bool,
) -> tuple[set[str], set[str]]:
    is_open = campaigns.open_among({row["campaign_id"] for row in signatures}, connection)
    welcome = [row for row in signatures if row["campaign_id"] in is_open]
    stored = set(bulk.insert_in_sqlite(connection, welcome, _signatures, ON_CONFLICT))
    bulk.insert_in_sqlite(connection, [row for row in mails if row["about"] in stored], _messages)
    bulk.insert_in_sqlite(connection, uses, _uses)
    if notes_asked and (asking := [row for row in welcome if row["state"] == State.PENDING]):
        _note_asked(connection, asking)
    return stored, is_open


def _note_asked(connection: Connection, asking: Rows) -> None:
    rows = [{"asked_again_at": row["created_at"], **{name: row[name] for name in KEY}} for row in asking]
    connection.exec_driver_sql(
        "UPDATE signatures SET asked_again_at = ? WHERE campaign_id = ? AND address_index = ? AND id <> ?"
        " AND state IN ('pending', 'confirmed')",
        list(zip(*bulk.bound(rows, _signatures, connection.dialect), strict=True)),
    )
