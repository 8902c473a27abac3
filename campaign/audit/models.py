"""Entries of the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Id, Moment, db


class Entry(db.Model):  # type: ignore[name-defined, misc]
    """That an account did something; `about` says of what, without a key: the trail outlives it."""

    __tablename__ = "entries"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str | None] = mapped_column(Id)
    act: Mapped[str] = mapped_column(String(40), index=True)
    about: Mapped[str] = mapped_column(String(160))
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
