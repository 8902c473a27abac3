"""The items of a statement as they stand while somebody checks them: pure values that fit into a log."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from campaign.core.errors import NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Flags that say something of the reader or of who is asked; a person's decision answers them.
DOUBTS = frozenset({"unsure", "group", "no-addressee"})


class CannotChange(Refused):
    """What was asked for does not fit the statement or its items."""

    status = 422


class NoSuchItem(NotFound):
    """The item was dropped, or split into others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, as `values.Addressee`; `office` is the key of an office chosen by hand.

    Someone added by hand may stand in no phrase of the text: then the phrase and its place are None, and the
    basis is `chosen`.
    """

    code: str
    kind: str
    name: str
    phrase: str | None = None
    start: int | None = None
    end: int | None = None
    basis: str = "chosen"
    office: str | None = None

    @property
    def has_an_address(self) -> bool:
        """Whether it is a state or a body, so that a letter can go there."""
        return self.kind in {"state", "body"}

    @property
    def span(self) -> Span | None:
        """Where its phrase stands."""
        return None if self.start is None or self.end is None else Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Marked:
    """An item as it is marked in the text; `accepted_at` is an ISO time."""

    id: str
    number: str | None
    section: str | None
    kind: str
    verbs: tuple[str, ...]
    start: int
    end: int
    requests: tuple[tuple[int, int], ...]
    is_campaign: bool
    flags: tuple[str, ...]
    proposed: tuple[dict[str, Any], ...]
    asked: tuple[Asked, ...]
    accepted_at: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def asks_somebody(self) -> bool:
        """Whether anybody is asked who has an address."""
        return any(one.has_an_address for one in self.asked)

    def changed(self, **values: Any) -> Marked:  # noqa: ANN401 - the fields' own types
        """The item with these values; it must be accepted again, and its flags fit who is asked now."""
        return replace(self, **{"accepted_at": None, **values}).reflagged()

    def reflagged(self) -> Marked:
        """The item without doubts that are settled: a person has looked at it."""
        flags = [flag for flag in self.flags if flag not in DOUBTS and flag != "several-requests"]
        if len(self.requests) > 1:
            flags.append("several-requests")
        if self.kind == "ask" and not self.asked:
            flags.append("no-addressee")
        elif self.asked and not self.asks_somebody and any(one.kind == "group" for one in self.asked):
            flags.append("group")
        return replace(self, flags=tuple(flags))

    def as_json(self) -> dict[str, Any]:
        """The item for the log."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Marked:
        """The item from the log."""
        return cls(
            **{
                **values,
                "verbs": tuple(values["verbs"]),
                "requests": tuple((start, end) for start, end in values["requests"]),
                "flags": tuple(values["flags"]),
                "proposed": tuple(values["proposed"]),
                "asked": tuple(Asked(**one) for one in values["asked"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with the items that are marked in it, in their order; they never overlap."""

    text: str
    items: tuple[Marked, ...]

    def __iter__(self) -> Iterator[Marked]:
        return iter(self.items)

    def item(self, item_id: str) -> Marked:
        """The item with this id; raises `NoSuchItem`."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise NoSuchItem(_("This item does not exist any more. Look at the statement again."))

    def after(self, item_id: str) -> Marked | None:
        """The item that follows, if one does."""
        ids = [item.id for item in self.items]
        following = self.items[ids.index(self.item(item_id).id) + 1 :]
        return following[0] if following else None

    def with_items(self, *items: Marked, without: Iterable[str] = ()) -> Sheet:
        """The sheet with these items in place of those that have their ids; raises `CannotChange`."""
        gone = {*without, *(item.id for item in items)}
        kept = [item for item in self.items if item.id not in gone]
        ordered = sorted([*kept, *items], key=lambda item: (item.start, item.end))
        for item in ordered:
            if not (0 <= item.start < item.end <= len(self.text)):
                raise CannotChange(_("An item needs words. Take at least one."))
        for one, other in pairwise(ordered):
            if other.start < one.end:
                fixed = one if one in kept else other
                number = fixed.number or f"#{ordered.index(fixed) + 1}"
                message = _(
                    "These words belong to item %(number)s too. Shorten that one first, or leave them out.",
                    number=number,
                )
                raise CannotChange(message)
        return Sheet(self.text, tuple(ordered))
