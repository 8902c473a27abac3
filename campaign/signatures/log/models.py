"""The log of each campaign, its entries and hashes in rows of 256, its checkpoints and their keys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.jobs.leases import Leased
from campaign.signatures.log.notes import Key


class Log(Leased, db.Model):  # type: ignore[name-defined, misc]
    """The log of a campaign, whose id it has: `size` entries, which leave `number` signatures.

    `origin` names it for good, whatever the campaign's address becomes. `checkpoints` is how many there are,
    the last of which was made at `checked_at`.
    """

    __tablename__ = "logs"
    id: Mapped[str] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    origin: Mapped[str] = mapped_column(String(400), unique=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    checkpoints: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)


class LogBundle(db.Model):  # type: ignore[name-defined, misc]
    """256 entries of a log, from index `256 * number` on, one after the other; the last has fewer."""

    __tablename__ = "log_bundles"
    log_id: Mapped[str] = mapped_column(ForeignKey("logs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entries: Mapped[bytes] = mapped_column(LargeBinary)


class LogTile(db.Model):  # type: ignore[name-defined, misc]
    """A tile of the hashes of a log (`tiles.py`)."""

    __tablename__ = "log_tiles"
    log_id: Mapped[str] = mapped_column(ForeignKey("logs.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class LogKey(db.Model):  # type: ignore[name-defined, misc]
    """A public key that has signed checkpoints here, as `notes.Key` writes it."""

    __tablename__ = "log_keys"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    text: Mapped[str] = mapped_column(String(400), unique=True)
    first_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Checkpoint(db.Model):  # type: ignore[name-defined, misc]
    """What a log had at a time, signed: `note` is published as it stands; the first has the number 1."""

    __tablename__ = "checkpoints"
    log_id: Mapped[str] = mapped_column(ForeignKey("logs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInteger)
    signatures: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text)
    key_id: Mapped[str] = mapped_column(ForeignKey("log_keys.id"))
    key: Mapped[LogKey] = relationship(lazy="joined", innerjoin=True)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that check its signature."""
        return Key.parse(self.key.text).public
