"""Rules, the uses of networks, challenges that were used, and when and why proof of work was asked for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Id, Moment, db


class ScreeningRule(db.Model):  # type: ignore[name-defined, misc]
    """A network, mail domain or address that is blocked or allowed, everywhere or under one campaign.

    `value` is a network (CIDR), a glob of domains in ASCII, the keyed index of an address in hexadecimal
    digits (never the address), or a day and the hash that a network had on it.
    """

    __tablename__ = "screening_rules"
    __table_args__ = (
        CheckConstraint("act in ('block', 'allow', 'disposable', 'lasting')", name="act"),
        CheckConstraint("kind in ('network', 'domain', 'address', 'hashed')", name="kind"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    act: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(260))
    campaign_id: Mapped[str | None] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    note: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class ScreeningSettings(db.Model):  # type: ignore[name-defined, misc]
    """The rates that an admin has set; there is one row, or none."""

    __tablename__ = "screening_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    short_count: Mapped[int]
    short_s: Mapped[int]
    long_count: Mapped[int]
    long_s: Mapped[int]


class NetworkUse(db.Model):  # type: ignore[name-defined, misc]
    """A signing seen from a network, for a day.

    Nothing in it names the signature, and its times are those of whole minutes: who signed a campaign in the
    same minute cannot be told apart by them. Where nobody else did, the minute leads from the one to the
    other for that day, and so does the order in which a database has written its rows, for whoever has its
    files; to tell which network it was takes the key of the day, which lies outside the database.

    `network` is hashed with the campaign and the key of the day, `domain` sealed and opened by those who ask,
    for no rotation of keys has to reach what is gone tomorrow. `id` begins with its minute, so that the key
    finds a campaign's hour. `due_at` is when its confirmation mail may go, or a little later; there is none
    for a signing that was rejected. No foreign key, and as few indexes as can be: every signature pays for
    them.
    """

    __tablename__ = "network_uses"
    __table_args__ = (Index("ix_network_uses_due", "network", "due_at"),)
    campaign_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    network: Mapped[bytes] = mapped_column(LargeBinary(32))
    domain_index: Mapped[bytes] = mapped_column(LargeBinary(16))
    domain: Mapped[bytes] = mapped_column(LargeBinary)
    verdict: Mapped[str] = mapped_column(String(12), default="")
    due_at: Mapped[datetime | None] = mapped_column(Moment)


class UsedChallenge(db.Model):  # type: ignore[name-defined, misc]
    """A challenge whose answer was taken: until it expires, no second one is."""

    __tablename__ = "used_challenges"
    __table_args__ = (Index("ix_used_challenges_expires", "expires_at"),)
    nonce: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ProofChange(db.Model):  # type: ignore[name-defined, misc]
    """When a campaign began or ceased to ask for proof of work, and why.

    `cause` is what was seen (a `switching.Cause`), `figure` how many signings of it, `name` the short name of
    the network. Without an account the trend did it.
    """

    __tablename__ = "proof_changes"
    __table_args__ = (Index("ix_proof_changes_campaign", "campaign_id", "id"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    asks: Mapped[bool]
    cause: Mapped[str] = mapped_column(String(10))
    figure: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(20), default="")
    account_id: Mapped[str | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
