"""Runs the migrations on the database of the app in whose context the command runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from alembic import context

from campaign.core.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy.engine import Connection

QUEUE = "campaign_jobs"


def plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic's
    """Write our own column types as what the database stores: a migration outlives the code of its day."""
    if kind != "type" or not type(item).__module__.startswith("campaign."):
        return False
    return "sa.DateTime(timezone=True)" if type(item).__name__ == "Moment" else "sa.LargeBinary()"


def is_ours(_item: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:  # noqa: ANN401, FBT001
    """Leave out the tables that the queue makes for itself where it shares the database."""
    return kind != "table" or not (name or "").startswith(QUEUE)


@contextmanager
def children_kept(connection: Connection) -> Iterator[None]:
    """On SQLite, where a table is changed by making it anew, keep the rows that hang on the old one.

    Dropping a table deletes its rows first, and so, where foreign keys are heeded, all that refers to them
    (sqlite.org/lang_altertable.html, section 7: the switch works outside a transaction alone).
    """
    raw = connection.connection.dbapi_connection if connection.dialect.name == "sqlite" else None
    if raw is None:
        yield
        return
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def refuse_orphans(connection: Connection) -> None:
    """Fail, so that all is taken back, if a row refers to one that is gone."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            message = f"{len(orphans)} rows refer to rows that are gone, the first of {orphans[0][0]}"
            raise RuntimeError(message)


def run() -> None:
    """Run them inside one transaction, so that a migration that fails leaves the tables as they were."""
    with db.engine.connect() as connection, children_kept(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            include_object=is_ours,
            render_item=plain_type,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            refuse_orphans(connection)


run()
