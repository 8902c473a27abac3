"""New signatures and their mails, stored together: nothing of the one is ever there without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from campaign.core import bulk
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures.models import Signature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Table

    Rows = Sequence[Mapping[str, Any]]

ON_CONFLICT: Final = (
    "ON CONFLICT (campaign_id, address_index) WHERE state in ('pending', 'confirmed') DO NOTHING"
)
_signatures: Table = Signature.__table__
_messages: Table = Message.__table__


def store(connection: Connection, signatures: Rows, mails: Rows) -> set[str]:
    """Insert signatures whose address holds none, with those of the mails that are about them.

    Returns the ids of the signatures that are stored. PostgreSQL does it in one statement. SQLite cannot
    insert twice in one, and takes two.
    """
    # In one order everywhere: two processes that wait for each other's addresses would wait for ever.
    ordered = sorted(signatures, key=lambda row: (row["campaign_id"], row["address_index"]))
    if db.engine.dialect.name == "sqlite":
        stored = set(bulk.insert_in_sqlite(connection, ordered, _signatures, ON_CONFLICT))
        bulk.insert_in_sqlite(connection, [row for row in mails if row["about"] in stored], _messages)
        return stored
    return _in_one_statement(connection, ordered, mails)


def _in_one_statement(connection: Connection, signatures: Rows, mails: Rows) -> set[str]:
    statement = f"""
        WITH new AS (
            INSERT INTO signatures ({bulk.names(signatures)})
            SELECT * FROM {bulk.unnested(signatures, _signatures, "s_")}
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
