"""Reading the trail."""

from __future__ import annotations

from sqlalchemy import select

from campaign.audit.models import Entry
from campaign.core.db import db


def latest(act: str, limit: int) -> list[Entry]:
    """The last entries of an act, the newest first."""
    query = select(Entry).where(Entry.act == act).order_by(Entry.id.desc()).limit(limit)
    return list(db.session.scalars(query))
