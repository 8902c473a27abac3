"""What the walk through a statement finds: verbs at their places, stems, items, and the parts in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from campaign.statements.reading.lines import Marker, MarkerKind
    from campaign.statements.reading.verbs import Verb
    from campaign.statements.values import Span


@dataclass(frozen=True, slots=True)
class VerbHere:
    """A main verb of an item.

    `leaves` is where what belongs to the verb before it ends; `end` is after the noun in "reiterates its call
    upon". `rule` is the name of what found it. A passive ("States are urged to …") has its `subject`.
    """

    verb: Verb
    leaves: int
    start: int
    end: int
    rule: str
    in_capitals: bool = False
    subject: Span | None = None


@dataclass(frozen=True, slots=True)
class Stem:
    """A clause such as "We call on the Government to:", under which a list stands; it ends at `end`."""

    verbs: tuple[VerbHere, ...]
    end: int


@dataclass(slots=True)
class FoundItem:
    """An item as its paragraphs are walked through; it grows by its sub-paragraphs.

    `form` is the name of the form that was read. An item under a stem has the stem's asking verb in `stem`,
    and its own verb in `verbs`. `below` is the kind of the sub-paragraphs that it has taken in.
    """

    start: int
    end: int
    number: str | None
    section: str | None
    form: str
    verbs: tuple[VerbHere, ...] = ()
    marker: Marker | None = None
    stem: Stem | None = None
    pledged: str | None = None
    below: MarkerKind | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the statement in its order: a heading, an item, or text that is neither."""

    kind: Literal["heading", "item", "text"]
    span: Span
    item: FoundItem | None = None
