"""Adding to the trail."""

from __future__ import annotations

from campaign.audit.models import Entry
from campaign.core.db import db
from campaign.core.ids import new_id


def note(act: str, about: str, account_id: str | None) -> None:
    """Note that an account does something, before it does it; commits."""
    db.session.add(Entry(id=new_id(), act=act, about=about, account_id=account_id))
    db.session.commit()
