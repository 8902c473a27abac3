"""Campaigns, who gets their letters, and the organization that runs them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.campaigns.values import KEPT_DAYS, ProofMode, Role, State, is_open
from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.directory.models import Recipient
from campaign.statements.models import Item


class Campaign(db.Model):  # type: ignore[name-defined, misc]
    """An item taken up: a page, signatures and letters."""

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'published', 'closed')", name="state"),
        CheckConstraint("goal > 0", name="goal"),
        CheckConstraint("proof_mode in ('trend', 'always', 'never')", name="proof_mode"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id"), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    quote: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT)
    goal: Mapped[int] = mapped_column(default=100)
    opens_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    # For how many days after its end signatures are kept; without a number as long as the organization says.
    kept_days: Mapped[int | None]
    reduced_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)
    # Beside the version: what a trend changes shall not come between an organizer and what she saves.
    proof_mode: Mapped[str] = mapped_column(String(8), default=ProofMode.TREND)
    proof_until: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    item: Mapped[Item] = relationship(lazy="joined", innerjoin=True)
    recipients: Mapped[list[CampaignRecipient]] = relationship(
        back_populates="campaign", order_by="CampaignRecipient.position", cascade="all, delete-orphan"
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way to say it

    @property
    def quotes_its_item(self) -> bool:
        """Whether the words that it was made for are those of the item, as it is marked in the statement."""
        return self.item.dropped_at is None and self.quote == self.item.text

    @property
    def is_public(self) -> bool:
        """Whether its page is shown."""
        return self.state != State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it takes signatures now."""
        return is_open(self.state, self.opens_at, self.closes_at)

    @property
    def asks_for_proof(self) -> bool:
        """Whether signing it costs a browser some work now (see `signatures.screening.proof`)."""
        if self.proof_mode == ProofMode.TREND:
            return self.proof_until is not None and self.proof_until > clock.now()
        return self.proof_mode == ProofMode.ALWAYS

    @property
    def is_waiting(self) -> bool:
        """Whether it is published and opens later."""
        return self.state == State.PUBLISHED and self.opens_at is not None and self.opens_at > clock.now()

    @property
    def ends_at(self) -> datetime | None:
        """When it ended, or is to end; None where nothing is said of that."""
        closed = self.closed_at if self.state == State.CLOSED else None
        return min((moment for moment in (closed, self.closes_at) if moment), default=None)

    def days_kept(self, organization: Organization) -> int:
        """For how many days after its end signatures are kept."""
        return organization.kept_days if self.kept_days is None else self.kept_days

    def to_be_reduced_at(self, organization: Organization) -> datetime | None:
        """When its signatures are erased and only their number stays; None while no end is known."""
        if not self.is_public or self.ends_at is None:
            return None
        return self.ends_at + timedelta(days=self.days_kept(organization))


class CampaignRecipient(db.Model):  # type: ignore[name-defined, misc]
    """A recipient of a campaign's letters, and why it is one."""

    __tablename__ = "campaign_recipients"
    __table_args__ = (
        UniqueConstraint("campaign_id", "recipient_id"),
        CheckConstraint("role in ('addressee', 'copy')", name="role"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    recipient_id: Mapped[str] = mapped_column(ForeignKey("recipients.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(10), default=Role.ADDRESSEE)
    campaign: Mapped[Campaign] = relationship(back_populates="recipients")
    recipient: Mapped[Recipient] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_copy(self) -> bool:
        """Whether the ask is passed on to it rather than put to it."""
        return self.role == Role.COPY


class Organization(db.Model):  # type: ignore[name-defined, misc]
    """The organization whose letters these are; there is one row."""

    __tablename__ = "organizations"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200), default="")
    return_address: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    signatory: Mapped[str] = mapped_column(String(200), default="")
    signatory_title: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    privacy: Mapped[str] = mapped_column(Text, default="")
    kept_days: Mapped[int] = mapped_column(default=KEPT_DAYS)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)

    @property
    def missing(self) -> list[str]:
        """The fields that must be filled before anything is published."""
        needed = ("name", "return_address", "place", "signatory", "signatory_title", "contact", "privacy")
        return [field for field in needed if not getattr(self, field).strip()]

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The lines of the return address."""
        return tuple(line.strip() for line in self.return_address.splitlines() if line.strip())
