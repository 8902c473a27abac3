"""Runs over all that is sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.jobs.leases import Leased


class Resealing(Leased, db.Model):  # type: ignore[name-defined, misc]
    """That somebody asked to seal everything again, or only to count; how far it is, and what was found.

    `key_name` is the key that was the newest then, `place` where the run is, `found` says by the names of
    keys how many values of the database and how many files are sealed with each.
    """

    __tablename__ = "resealings"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str | None] = mapped_column(Id)
    only_counts: Mapped[bool] = mapped_column(default=False)
    key_name: Mapped[str] = mapped_column(String(8))
    place: Mapped[str] = mapped_column(String(160), default="")
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    found: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON, default=dict)
    problem: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.finished_at is not None

    @property
    def has_failed(self) -> bool:
        """Whether it ended before it was done."""
        return self.is_over and bool(self.problem)
