"""The recipient: an entry of the directory as it is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import clock, countries
from campaign.core.db import Id, Moment, db
from campaign.core.ids import new_id
from campaign.directory.entries import COLUMNS, Entry
from campaign.directory.values import (
    PostalAddress,
    RecipientKind,
    Status,
    Style,
)


class Recipient(db.Model):  # type: ignore[name-defined, misc]
    """An office that receives letters; `edited` once its words are no longer the shipped ones."""

    __tablename__ = "recipients"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[RecipientKind] = mapped_column(String(40))
    office: Mapped[str] = mapped_column(String(200))
    lines: Mapped[list[str]] = mapped_column(JSON)
    salutation: Mapped[str] = mapped_column(String(100))
    close: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10))
    style: Mapped[Style] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    source: Mapped[str] = mapped_column(String(500))
    checked_on: Mapped[date | None]
    status: Mapped[Status] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(String(200), default="")
    holder_from: Mapped[date | None]
    holder_until: Mapped[date | None]
    edited: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, onupdate=clock.now)

    @property
    def entry(self) -> Entry:
        """What the directory says of this office."""
        said = {name: getattr(self, name) for name in COLUMNS}
        return Entry(**said | {"lines": tuple(self.lines)})

    def take(self, entry: Entry) -> None:
        """Say what `entry` says."""
        for name in COLUMNS:
            setattr(self, name, getattr(entry, name))
        self.lines = list(entry.lines)

    @property
    def address(self) -> PostalAddress:
        """The address, from the office to the country; empty where it is not known."""
        return self.entry.address

    @property
    def state_name(self) -> str | None:
        """The short name of its state at the United Nations, in English, or None for a body."""
        return countries.un_name(self.code) if self.entry.is_of_a_state else None

    @property
    def is_reachable(self) -> bool:
        """Whether a letter can be posted."""
        return self.entry.is_reachable

    @property
    def is_verified(self) -> bool:
        """Whether the address has a source that may be relied on."""
        return self.entry.is_verified

    @property
    def warning(self) -> str | None:
        """What whoever posts a letter to this office must know first, a sentence, or None."""
        return self.entry.warning


class RecipientChange(db.Model):  # type: ignore[name-defined, misc]
    """What somebody did to an entry of the directory: the entry before and after, by its columns.

    `act` is added, changed, checked, imported, removed, or shipped (a newer program said something else of
    an entry that nobody had edited); `account_id` is None for the command line. A row is never changed, and
    stays when its recipient is removed.
    """

    __tablename__ = "recipient_changes"
    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(60), index=True)
    act: Mapped[str] = mapped_column(String(10))
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    account_id: Mapped[str | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
