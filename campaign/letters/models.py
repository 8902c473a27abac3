"""Drafts that organizers changed, and exports with their parts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.campaigns.models import Campaign
from campaign.core import clock
from campaign.core.db import EncryptedJSON, Id, Moment, db
from campaign.directory.models import Recipient
from campaign.jobs.leases import Leased
from campaign.letters.layouts import Envelope, Paper
from campaign.letters.plans import Plan, Written
from campaign.letters.requests import ExportRequest
from campaign.letters.states import LISTS, ExportState, Packing, PartKind, PartState
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers.formats import Format
from campaign.letters.writers.report import SetAside


class Draft(db.Model):  # type: ignore[name-defined, misc]
    """The text of a campaign's letters in one language; where there is none the base text stands.

    `scope` says to whom: a kind of recipient with its role (`minister/addressee`), or the id of one
    recipient, whose own draft goes before that of its kind and which `recipient_id` then names. Without a
    salutation or close the recipient's own stand.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("campaign_id", "audience", "language", "scope"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    recipient_id: Mapped[str | None] = mapped_column(ForeignKey("recipients.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10), default="en")
    subject: Mapped[str] = mapped_column(Text)
    salutation: Mapped[str] = mapped_column(String(100), default="")
    body: Mapped[str] = mapped_column(Text)
    close: Mapped[str] = mapped_column(String(100), default="")
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way to say it

    @property
    def text(self) -> DraftText:
        """What it says."""
        return DraftText(self.subject, self.body, self.salutation, self.close)


class CourtesyTranslation(db.Model):  # type: ignore[name-defined, misc]
    """An organizer's translation of the item, set under the quote in letters of that language, and marked."""

    __tablename__ = "courtesy_translations"
    __table_args__ = (UniqueConstraint("campaign_id", "language"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)


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
    language: Mapped[str] = mapped_column(String(10), default="en")
    paper: Mapped[str] = mapped_column(String(10), default=Paper.A4)
    envelope: Mapped[str] = mapped_column(String(10), default=Envelope.DIN_B)
    packing: Mapped[str] = mapped_column(String(10), default=Packing.PARTS)
    extras: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counted: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    list_sha256: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(10), default=ExportState.ASKED)
    cutoff: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)
    campaign: Mapped[Campaign] = relationship(lazy="joined", innerjoin=True)
    parts: Mapped[list[Part]] = relationship(
        back_populates="export", order_by="Part.position", cascade="all, delete-orphan"
    )

    @property
    def request(self) -> ExportRequest:
        """What was asked for."""
        return ExportRequest(
            audience=Audience(self.audience),
            format=Format(self.format),
            language=self.language,
            paper=Paper(self.paper),
            envelope=Envelope(self.envelope),
            packing=Packing(self.packing),
            as_of=self.cutoff,
            **self.extras,
        )

    @property
    def planned(self) -> int:
        """How many letters were asked for."""
        return sum(part.planned for part in self.parts)

    @property
    def written(self) -> int:
        """How many of them are written; those being written count."""
        return sum(part.letters for part in self.parts)

    @property
    def set_aside(self) -> list[dict[str, str]]:
        """The letters that could not be written, each with the reason."""
        return [letter for part in self.parts for letter in part.set_aside or ()]

    @property
    def warnings(self) -> list[str]:
        """What whoever posts the letters must know first."""
        return [warning for part in self.parts for warning in part.warnings]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {ExportState.DONE, ExportState.FAILED, ExportState.CANCELLED}

    @property
    def seconds_left(self) -> float | None:
        """The time that what is not written will take, in seconds, or None while nothing tells.

        Parts that are written say how long a letter takes; as many are written at once as are held now.
        """
        done = [part for part in self.parts if part.state == PartState.WRITTEN and part.letters]
        letters, seconds = sum(part.letters for part in done), sum(part.seconds for part in done)
        left = sum(max(part.planned - part.letters, 0) for part in self.parts if part.is_waiting)
        at_once = max(sum(part.is_held for part in self.parts), 1)
        return left * seconds / letters / at_once if letters else None


class Part(Leased, db.Model):  # type: ignore[name-defined, misc]
    """One file of an export: letters to one recipient, if signers' then those from `first` to `last`."""

    __tablename__ = "parts"
    __table_args__ = (
        UniqueConstraint("export_id", "position"),
        CheckConstraint(f"state in ({', '.join(repr(s.value) for s in PartState)})", name="state"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    export_id: Mapped[str] = mapped_column(ForeignKey("exports.id", ondelete="CASCADE"))
    recipient_id: Mapped[str | None] = mapped_column(ForeignKey("recipients.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), default=PartKind.LETTERS)
    first: Mapped[str] = mapped_column(Id, default="")
    last: Mapped[str] = mapped_column(Id, default="")
    state: Mapped[str] = mapped_column(String(10), default=PartState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    planned: Mapped[int] = mapped_column(default=0)
    before: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(160), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)
    set_aside: Mapped[list[dict[str, str]] | None] = mapped_column(EncryptedJSON("parts.set_aside"))
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    seconds: Mapped[float] = mapped_column(default=0.0)
    problem: Mapped[str] = mapped_column(Text, default="")
    erased_at: Mapped[datetime | None] = mapped_column(Moment)
    export: Mapped[Export] = relationship(back_populates="parts")
    recipient: Mapped[Recipient | None] = relationship(lazy="joined")

    @property
    def office(self) -> str:
        """The office that its letters go to, or nothing."""
        return self.recipient.office if self.recipient else ""

    @property
    def plan(self) -> Plan:
        """What was asked for."""
        return Plan(
            kind=PartKind(self.kind),
            name=self.name.partition(".")[0],
            recipient=self.recipient.key if self.recipient else "",
            first=self.first,
            last=self.last,
            letters=self.planned,
            before=self.before,
        )

    @property
    def result(self) -> Written:
        """What became of it."""
        return Written(
            plan=self.plan,
            name=self.name,
            media_type=self.media_type,
            letters=self.letters,
            set_aside=tuple(SetAside(**letter) for letter in self.set_aside or ()),
            size=self.size,
            sha256=self.sha256,
            problem=self.problem,
        )

    @property
    def is_waiting(self) -> bool:
        """Whether it is asked for and not written."""
        return self.state == PartState.WAITING

    @property
    def is_held(self) -> bool:
        """Whether a worker is writing it."""
        return self.is_waiting and self.claimed_until is not None and self.claimed_until > clock.now()

    @property
    def is_marked(self) -> bool:
        """Whether its file is to be erased, and may still be there."""
        return self.state == PartState.ERASED and self.erased_at is None

    @property
    def is_list(self) -> bool:
        """Whether it tells of the other parts, and so comes after them."""
        return self.kind in LISTS

    @property
    def span(self) -> tuple[str, str]:
        """The ids of the first and the last signature; empty for an organization's letter."""
        return self.first, self.last

    @property
    def key(self) -> str:
        """Where its file lies in storage."""
        return f"exports/{self.export_id}/{self.id}"
