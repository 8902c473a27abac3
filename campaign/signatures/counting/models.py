"""The number of each campaign, the hours that it is made of, and when it was last proved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Id, Moment, db
from campaign.jobs.leases import Leased
from campaign.signatures.counting.values import BEGINNING


class Tally(db.Model):  # type: ignore[name-defined, misc]
    """The number of a campaign as of `counted_until`, in one row that a page reads.

    Whoever changes it holds its lock. `reached` has, by goal, when it was met; `by_state` what else there
    was of `stated_at`. Of a campaign that is reduced, only numbers are kept.
    """

    __tablename__ = "tallies"
    id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    counted_until: Mapped[datetime] = mapped_column(Moment, default=BEGINNING)
    total: Mapped[int] = mapped_column(default=0)
    by_country: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    reached: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    by_state: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    stated_at: Mapped[datetime | None] = mapped_column(Moment)
    reduced_at: Mapped[datetime | None] = mapped_column(Moment)


class Rollup(db.Model):  # type: ignore[name-defined, misc]
    """How many signatures were confirmed in an hour in a country, and count still."""

    __tablename__ = "rollups"
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    hour: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    count: Mapped[int]


class Recount(Leased, db.Model):  # type: ignore[name-defined, misc]
    """The last recount of a campaign, and the last one that found another number than was said."""

    __tablename__ = "recounts"
    id: Mapped[str] = mapped_column(Id, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    said: Mapped[int] = mapped_column(default=0)
    counted: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[float] = mapped_column(default=0.0)
    differed_at: Mapped[datetime | None] = mapped_column(Moment)
    difference: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def differs(self) -> bool:
        """Whether the last one did."""
        return self.differed_at is not None and self.differed_at == self.finished_at
