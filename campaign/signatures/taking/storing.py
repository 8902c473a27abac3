"""New signatures and their mails, stored together: nothing of the one is ever there without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from campaign.campaigns import queries as campaigns
from campaign.core import bulk
from campaign.mailer.models import Message
from campaign.signatures.models import Signature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    Rows = Sequence[Mapping[str, Any]]

ON_CONFLICT: Final = (
    "ON CONFLICT (campaign_id, address_index) WHERE state in ('pending', 'confirmed') DO NOTHING"
)
KEY: Final = ("campaign_id", "address_index", "id")
_signatures: Table = Signature.__table__
_messages: Table = Message.__table__


def store(connection: Connection, signatures: Rows, mails: Rows) -> set[str]:
    """Insert signatures under campaigns that are open whose address holds none, and the mails about them.

    Returns the ids of the signatures that are stored. PostgreSQL does it in one statement. SQLite cannot
    insert twice in one, and takes two.
    """
    if connection.dialect.name == "sqlite":
        return _in_sqlite(connection, signatures, mails)
    return _in_one_statement(connection, signatures, mails)


def note_asked_again(connection: Connection, signatures: Rows) -> None:
    """Note, at each signature that one of these found in its place, when that was."""
    if not signatures:
        return
    rows = [{"asked_again_at": row["created_at"], **{name: row[name] for name in KEY}} for row in signatures]
    dialect = connection.dialect
    if dialect.name == "sqlite":
        values = list(zip(*bulk.bound(rows, _signatures, dialect), strict=True))
        connection.exec_driver_sql(
            "UPDATE signatures SET asked_again_at = ? WHERE campaign_id = ? AND address_index = ? AND id <> ?"
            " AND state IN ('pending', 'confirmed')",
            values,
        )
        return
    statement = f"""
        UPDATE signatures SET asked_again_at = a_given.asked_again_at
        FROM {bulk.unnested(rows, _signatures, "a_")}
        WHERE signatures.campaign_id = a_given.campaign_id
            AND signatures.address_index = a_given.address_index
            AND signatures.state IN ('pending', 'confirmed') AND signatures.id <> a_given.id
    """  # noqa: S608 - names of columns
    connection.exec_driver_sql(statement, bulk.parameters(rows, _signatures, dialect, "a_"))


def _in_one_statement(connection: Connection, signatures: Rows, mails: Rows) -> set[str]:
    # In one order everywhere: two processes that wait for each other's addresses would wait for ever.
    statement = f"""
        WITH new AS (
            INSERT INTO signatures ({bulk.names(signatures)})
            SELECT s_given.* FROM {bulk.unnested(signatures, _signatures, "s_")}
            JOIN campaigns ON campaigns.id = s_given.campaign_id AND campaigns.state = 'published'
                AND (campaigns.opens_at IS NULL OR campaigns.opens_at <= s_given.created_at)
                AND (campaigns.closes_at IS NULL OR campaigns.closes_at > s_given.created_at)
            ORDER BY s_given.campaign_id, s_given.address_index
            {ON_CONFLICT} RETURNING id
        ), written AS (
            INSERT INTO messages ({bulk.names(mails)})
            SELECT m_given.* FROM {bulk.unnested(mails, _messages, "m_")} JOIN new ON new.id = m_given.about
        )
        SELECT id FROM new
    """  # noqa: S608 - names of columns
    dialect = connection.dialect
    values = bulk.parameters(signatures, _signatures, dialect, "s_")
    values |= bulk.parameters(mails, _messages, dialect, "m_")
    return {row[0] for row in connection.exec_driver_sql(statement, values)}


def _in_sqlite(connection: Connection, signatures: Rows, mails: Rows) -> set[str]:
    is_open = campaigns.open_among({row["campaign_id"] for row in signatures}, connection)
    welcome = [row for row in signatures if row["campaign_id"] in is_open]
    stored = set(bulk.insert_in_sqlite(connection, welcome, _signatures, ON_CONFLICT))
    bulk.insert_in_sqlite(connection, [row for row in mails if row["about"] in stored], _messages)
    return stored
