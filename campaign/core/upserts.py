"""INSERT … ON CONFLICT, which SQLAlchemy spells differently for each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from campaign.core.db import db

if TYPE_CHECKING:
    from campaign.core.db import Base


def insert(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert for the database in use, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return postgresql.insert(table) if db.engine.dialect.name == "postgresql" else sqlite.insert(table)
