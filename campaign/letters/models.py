"""Drafts that organizers changed, and exports with their parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.campaigns.models import Campaign
from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.directory.models import Recipient
from campaign.jobs.leases import Leased
from campaign.letters.states import ExportState, PartState


class Draft(db.Model):  # type: ignore[name-defined, misc]
    """The text for one campaign, recipient and audience; where there is none the base text stands."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("campaign_id", "recipient_id", "audience"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    recipient_id: Mapped[str] = mapped_column(ForeignKey("recipients.id"))
    audience: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way to say it


class Export(db.Model):  # type: ignore[name-defined, misc]
    """A request to write many letters to files; `cutoff` is the moment as of which signatures are in it."""

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint(f"state in ({', '.join(repr(s.value) for s in ExportState)})", name="state"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(Id)
    audience: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=ExportState.ASKED)
    cutoff: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    campaign: Mapped[Campaign] = relationship(lazy="joined", innerjoin=True)
    parts: Mapped[list[Part]] = relationship(
        back_populates="export", order_by="Part.position", cascade="all, delete-orphan"
    )

    @property
    def letters(self) -> int:
        """How many letters it will hold."""
        return sum(part.letters for part in self.parts)

    @property
    def written(self) -> int:
        """How many of them are written."""
        return sum(part.letters for part in self.parts if part.state == PartState.WRITTEN)

    @property
    def warnings(self) -> list[str]:
        """What whoever posts the letters must know first."""
        return [warning for part in self.parts for warning in part.warnings]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {ExportState.DONE, ExportState.FAILED, ExportState.CANCELLED}


class Part(Leased, db.Model):  # type: ignore[name-defined, misc]
    """One file of an export: letters to one recipient, if signers' then those from `first` to `last`."""

    __tablename__ = "parts"
    __table_args__ = (
        UniqueConstraint("export_id", "position"),
        CheckConstraint(f"state in ({', '.join(repr(s.value) for s in PartState)})", name="state"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    export_id: Mapped[str] = mapped_column(ForeignKey("exports.id", ondelete="CASCADE"))
    recipient_id: Mapped[str] = mapped_column(ForeignKey("recipients.id"))
    position: Mapped[int]
    first: Mapped[str] = mapped_column(Id, default="")
    last: Mapped[str] = mapped_column(Id, default="")
    state: Mapped[str] = mapped_column(String(10), default=PartState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(160), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)
    problem: Mapped[str] = mapped_column(Text, default="")
    export: Mapped[Export] = relationship(back_populates="parts")
    recipient: Mapped[Recipient] = relationship(lazy="joined", innerjoin=True)

    @property
    def span(self) -> tuple[str, str]:
        """The ids of the first and the last signature; empty for an organization's letter."""
        return self.first, self.last

    @property
    def key(self) -> str:
        """Where its file lies in storage."""
        return f"exports/{self.export_id}/{self.id}"
