"""The outbox, and the addresses that want no mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ColumnElement, Index, LargeBinary, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Encrypted, EncryptedJSON, Id, Moment, db
from campaign.jobs.leases import Leased
from campaign.mailer.values import State

# Written out, not bound, for only then a database sees that the index of waiting messages serves.
IS_WAITING: ColumnElement[bool] = literal_column("state = 'queued'", Boolean)


class Message(Leased, db.Model):  # type: ignore[name-defined, misc]
    """A mail that is to go out, or has: what is personal is sealed, and gone once it needs no sending.

    A worker that sends it holds a lease on it; `due_at` is the time before which none tries.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint(f"state in ({', '.join(repr(str(state)) for state in State)})", name="state"),
        Index("ix_messages_due", "due_at", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        Index("ix_messages_about", "about"),
    )
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    address: Mapped[str | None] = mapped_column(Encrypted("messages.address"), deferred=True)
    context: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("messages.context"), deferred=True)
    address_index: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    about: Mapped[str | None] = mapped_column(Id)
    is_notice: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str] = mapped_column(String(320))
    state: Mapped[str] = mapped_column(String(10), default=State.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    due_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    last_attempt_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


class Suppression(db.Model):  # type: ignore[name-defined, misc]
    """An address, by its index, that wants no notices or nothing at all."""

    __tablename__ = "suppressions"
    address_index: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
