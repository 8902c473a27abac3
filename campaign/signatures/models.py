"""One person's name under a campaign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.campaigns.models import Campaign
from campaign.core import clock
from campaign.core.db import Encrypted, EncryptedBytes, Id, Moment, db
from campaign.signatures.values import Signer, State

HOLDS_ITS_PLACE = text("state in ('pending', 'confirmed')")
# What the log does not say yet. Queries use the same words, or SQLite does not see that an index fits.
NOT_IN_LOG = text("state = 'confirmed' and leaf is null")
STILL_IN_LOG = text("state <> 'confirmed' and leaf is not null")
WAS_TAKEN_BACK = text("taken_back_at is not null")
# Written out, for no database takes an index of some rows where the state is a parameter.
COUNTS = text("signatures.state = 'confirmed'")
IS_WITHDRAWN = text("signatures.state = 'withdrawn'")


class Signature(db.Model):  # type: ignore[name-defined, misc]
    """A signature: what its owner wrote is sealed, and gone once it is withdrawn."""

    __tablename__ = "signatures"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'confirmed', 'withdrawn', 'rejected')", name="state"),
        # One signature per address and campaign; a rejected or withdrawn one does not hold the place.
        Index(
            "uq_signatures_campaign_address",
            "campaign_id",
            "address_index",
            unique=True,
            sqlite_where=HOLDS_ITS_PLACE,
            postgresql_where=HOLDS_ITS_PLACE,
        ),
        Index("ix_signatures_campaign_state", "campaign_id", "state", "id"),
        Index("ix_signatures_address", "address_index"),
        Index(
            "ix_signatures_not_in_log",
            "campaign_id",
            "leaf",
            "id",
            "state",
            sqlite_where=NOT_IN_LOG,
            postgresql_where=NOT_IN_LOG,
        ),
        Index(
            "ix_signatures_still_in_log",
            "campaign_id",
            "leaf",
            "id",
            "state",
            sqlite_where=STILL_IN_LOG,
            postgresql_where=STILL_IN_LOG,
        ),
        # What is counted by windows, what was taken back since a moment, and the names on a page. With their
        # state, for SQLite looks at it again, and prefers an index that has it.
        Index(
            "ix_signatures_counted",
            "campaign_id",
            "confirmed_at",
            "country",
            "state",
            sqlite_where=text("state = 'confirmed'"),
            postgresql_where=text("state = 'confirmed'"),
        ),
        Index(
            "ix_signatures_taken_back",
            "campaign_id",
            "taken_back_at",
            sqlite_where=WAS_TAKEN_BACK,
            postgresql_where=WAS_TAKEN_BACK,
        ),
        Index(
            "ix_signatures_withdrawn",
            "campaign_id",
            "withdrawn_at",
            sqlite_where=text("state = 'withdrawn'"),
            postgresql_where=text("state = 'withdrawn'"),
        ),
        Index(
            "ix_signatures_shown",
            "campaign_id",
            "state",
            "id",
            sqlite_where=text("state = 'confirmed' and show_name = 1 and hidden = 0"),
            postgresql_where=text("state = 'confirmed' and show_name and not hidden"),
        ),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    address_index: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    state: Mapped[str] = mapped_column(String(10), default=State.PENDING)
    name: Mapped[str | None] = mapped_column(Encrypted("signatures.name"))
    email: Mapped[str | None] = mapped_column(Encrypted("signatures.email"))
    city: Mapped[str | None] = mapped_column(Encrypted("signatures.city"))
    comment: Mapped[str | None] = mapped_column(Encrypted("signatures.comment"))
    own_words: Mapped[str | None] = mapped_column(Encrypted("signatures.own_words"))
    country: Mapped[str] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(12))
    show_name: Mapped[bool] = mapped_column(default=False)
    deliver_name: Mapped[bool] = mapped_column(default=False)
    updates: Mapped[bool] = mapped_column(default=False)
    # When each was given or taken back, and in which version: see `consents`.
    consents: Mapped[dict[str, list[dict[str, Any]]]] = mapped_column(JSON, default=dict)
    hidden: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")
    verdict: Mapped[str] = mapped_column(String(12), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_again_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    # The index of its entry in the campaign's log, and what proves that the entry is hers.
    leaf: Mapped[int | None] = mapped_column(BigInteger)
    leaf_secret: Mapped[bytes | None] = mapped_column(EncryptedBytes("signatures.leaf_secret"), deferred=True)
    links_asked: Mapped[int] = mapped_column(default=0)
    # When its owner corrected, took back or withdrew what may stand in letters that were written before.
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    campaign: Mapped[Campaign] = relationship(lazy="joined", innerjoin=True)

    @property
    def signer(self) -> Signer:
        """What of it may go into a letter."""
        return Signer(self.name or "", self.country, self.city or "", self.own_words or "")

    @property
    def counts(self) -> bool:
        """Whether it is in the number."""
        return self.state == State.CONFIRMED

    @property
    def is_shown(self) -> bool:
        """Whether the campaign's page shows the name."""
        return self.counts and self.show_name and not self.hidden
