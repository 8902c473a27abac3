"""New signatures and their mails, stored together: nothing of the one is ever there without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from campaign.campaigns import queries as campaigns
from campaign.core import bulk
from campaign.mailer.models import Message
from campaign.signatures.models import Signature
from campaign.signatures.screening.models import NetworkUse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    Rows = Sequence[Mapping[str, Any]]

ON_CONFLICT: Final = (
    "ON CONFLICT (campaign_id, address_index) WHERE state in ('pending', 'confirmed') DO NOTHING"
)
_signatures: Table = Signature.__table__
_messages: Table = Message.__table__
_uses: Table = NetworkUse.__table__


def store(connection: Connection, signatures: Rows, mails: Rows, uses: Rows = ()) -> set[str]:
    """Insert signatures under campaigns that are open whose address holds none, and the mails about them.

    Also notes the uses of networks. Returns the ids of the signatures that are stored. PostgreSQL does it in
    one statement. SQLite cannot insert twice in one, and takes one for each table.
    """
    if connection.dialect.name == "sqlite":
        return _in_sqlite(connection, signatures, mails, uses)
    return _in_one_statement(connection, signatures, mails, uses)


def _in_one_statement(connection: Connection, signatures: Rows, mails: Rows, uses: Rows) -> set[str]:
    given = bulk.unnested(signatures, _signatures, "s_")
    parts = [_NEW.format(columns=bulk.names(signatures), given=given, on_conflict=ON_CONFLICT)]
    values = bulk.parameters(signatures, _signatures, connection.dialect, "s_")
    for rows, table, prefix, form in ((mails, _messages, "m_", _WRITTEN), (uses, _uses, "u_", _USED)):
        if rows:
            parts.append(form.format(columns=bulk.names(rows), given=bulk.unnested(rows, table, prefix)))
            values |= bulk.parameters(rows, table, connection.dialect, prefix)
    statement = f"WITH {', '.join(parts)} SELECT id FROM new"  # noqa: S608 - names of columns
    return {row[0] for row in connection.exec_driver_sql(statement, values)}


# In one order everywhere: two processes that wait for each other's addresses would wait for ever.
_NEW: Final = """new AS (
    INSERT INTO signatures ({columns})
    SELECT s_given.* FROM {given}
    JOIN campaigns ON campaigns.id = s_given.campaign_id AND campaigns.state = 'published'
        AND (campaigns.opens_at IS NULL OR campaigns.opens_at <= s_given.created_at)
        AND (campaigns.closes_at IS NULL OR campaigns.closes_at > s_given.created_at)
    ORDER BY s_given.campaign_id, s_given.address_index
    {on_conflict} RETURNING id
)"""
_WRITTEN: Final = """written AS (
    INSERT INTO messages ({columns})
    SELECT m_given.* FROM {given} JOIN new ON new.id = m_given.about
)"""
_USED: Final = "used AS (INSERT INTO network_uses ({columns}) SELECT * FROM {given})"


def _in_sqlite(connection: Connection, signatures: Rows, mails: Rows, uses: Rows) -> set[str]:
    is_open = campaigns.open_among({row["campaign_id"] for row in signatures}, connection)
    welcome = [row for row in signatures if row["campaign_id"] in is_open]
    stored = set(bulk.insert_in_sqlite(connection, welcome, _signatures, ON_CONFLICT))
    bulk.insert_in_sqlite(connection, [row for row in mails if row["about"] in stored], _messages)
    bulk.insert_in_sqlite(connection, uses, _uses)
    return stored
