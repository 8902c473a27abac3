"""Runs the migrations on the database of the app in whose context the command runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context

from campaign.core.db import db

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

QUEUE = "campaign_jobs"


def plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic's
    """Write our own column types as what the database stores: a migration outlives the code of its day."""
    if kind != "type" or not type(item).__module__.startswith("campaign."):
        return False
    return "sa.DateTime(timezone=True)" if type(item).__name__ == "Moment" else "sa.LargeBinary()"


def is_ours(_item: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:  # noqa: ANN401, FBT001
    """Leave out the tables that the queue makes for itself where it shares the database."""
    return kind != "table" or not (name or "").startswith(QUEUE)


def run() -> None:
    """Run them inside one transaction, so that a migration that fails leaves the tables as they were."""
    with db.engine.connect() as connection:
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


run()
