"""Statements that were brought in, their items, and who each item asks."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from campaign.core import clock
from campaign.core.db import Id, Moment, db


class Statement(db.Model):  # type: ignore[name-defined, misc]
    """A published text, kept exactly as it was brought in."""

    __tablename__ = "statements"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    issuer: Mapped[str] = mapped_column(String(300), default="")
    adopted_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    kind: Mapped[str] = mapped_column(String(10), default="text", server_default="text")
    places: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    marks: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    copies_unhcr: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    items: Mapped[list[Item]] = relationship(
        back_populates="statement",
        order_by="Item.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
        primaryjoin=lambda: and_(Item.statement_id == Statement.id, Item.dropped_at.is_(None)),
    )

    @property
    def is_as_brought_in(self) -> bool:
        """Whether the stored text is the one that was brought in, by its SHA-256."""
        return hashlib.sha256(self.text.encode()).digest() == bytes(self.sha256)

    def page_of(self, at: int) -> int | None:
        """The page of the source on which the character `at` stands, where the source has pages."""
        found = bisect_right(self.places, at, key=itemgetter(0)) - 1
        return self.places[found][1] if found >= 0 else None


class Item(db.Model):  # type: ignore[name-defined, misc]
    """One ask of a statement, or another of its operative items.

    An item that somebody dropped keeps its row, for dropping can be undone; `part` counts those that share
    a number since they were split.
    """

    __tablename__ = "items"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    part: Mapped[int] = mapped_column(default=0, server_default="0")
    number: Mapped[str | None] = mapped_column(String(40))
    section: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(10))
    verbs: Mapped[list[str]] = mapped_column(JSON)
    start: Mapped[int]
    end: Mapped[int]
    requests: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    campaign: Mapped[bool] = mapped_column(default=False)
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    proposed: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)
    statement: Mapped[Statement] = relationship(back_populates="items")
    addressees: Mapped[list[Addressee]] = relationship(
        back_populates="item", order_by="Addressee.position", cascade="all, delete-orphan"
    )

    @property
    def text(self) -> str:
        """The item's words: always the slice of the statement."""
        return self.statement.text[self.start : self.end]

    @property
    def request_words(self) -> tuple[str, ...]:
        """The words of each request, as they stand in the statement."""
        return tuple(self.statement.text[start:end] for start, end in self.requests)

    @property
    def asks_a_group(self) -> bool:
        """Whether it asks nobody who has an address, so that an organizer must choose."""
        return all(addressee.kind in {"group", "other"} for addressee in self.addressees)

    @property
    def is_accepted(self) -> bool:
        """Whether an organizer has said that it was read right."""
        return self.accepted_at is not None

    @property
    def place(self) -> str:
        """Where it stands: its number, or "#4" for the fourth of all where none is printed."""
        place = self.number or f"#{self.position + 1}"
        return f"{place} ({self.part})" if self.part else place

    @property
    def anchor(self) -> str:
        """The name of its place on a page."""
        name = self.number or f"no-{self.position + 1}"
        return f"item-{name}{f'-{self.part}' if self.part else ''}"


class Addressee(db.Model):  # type: ignore[name-defined, misc]
    """A phrase of an item that names who is asked."""

    __tablename__ = "addressees"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    item_id: Mapped[str] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    phrase: Mapped[str | None] = mapped_column(Text)
    start: Mapped[int | None]
    end: Mapped[int | None]
    basis: Mapped[str] = mapped_column(String(10))
    office: Mapped[str | None] = mapped_column(String(80))
    item: Mapped[Item] = relationship(back_populates="addressees")


class Change(db.Model):  # type: ignore[name-defined, misc]
    """One thing that was done to the items of a statement; rows are added and never changed.

    `before` and `after` hold the items that it touched (`checking.sheet.Marked`), so that it can be taken
    back; a row whose act is `undo` or `redo` names in `reverses` the one that it took back or did again.
    """

    __tablename__ = "changes"
    __table_args__ = (UniqueConstraint("statement_id", "position"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"))
    position: Mapped[int]
    act: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(80))
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    after: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    reverses: Mapped[str | None] = mapped_column(ForeignKey("changes.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the items that it made, changed or took away."""
        return frozenset(str(item["id"]) for item in (*self.before, *self.after))
