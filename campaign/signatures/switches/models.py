"""Switches that somebody has used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.signatures.switches.values import REASON_LENGTH


class Switch(db.Model):  # type: ignore[name-defined, misc]
    """A figure that was switched off, or on again; one without a row is on."""

    __tablename__ = "switches"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_on: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    changed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    account_id: Mapped[str | None] = mapped_column(Id)
