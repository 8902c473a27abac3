"""What reading a statement gives: pure values, all places as character offsets in the text that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime as dt

ItemKind = Literal["ask", "other", "pledge"]
AddresseeKind = Literal["state", "body", "group", "other"]
Basis = Literal["named", "anaphora", "group", "implied"]
BlockKind = Literal["preface", "title", "introduction", "heading", "item", "passage", "closing"]
Flag = Literal[
    "time-bound", "office-holder", "group", "no-addressee", "several-requests", "nested-verb", "unsure"
]

# Between requests of one item; no request is changed, so the joined string is for showing only.
BETWEEN_REQUESTS: Final = "; "


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text, from `start` up to but without `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that lie there."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is asked, and the phrase that says so."""

    code: str
    kind: AddresseeKind
    name: str
    phrase: str
    start: int
    end: int
    basis: Basis

    def as_json(self) -> dict[str, object]:
        """The object that `statements read --json` prints (DESIGN: interfaces)."""
        return {
            "code": self.code,
            "kind": self.kind,
            "name": self.name,
            "phrase": self.phrase,
            "start": self.start,
            "end": self.end,
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody whom the statement suggests for an open group; no phrase where the text says nothing."""

    code: str
    phrase: str | None = None
    start: int | None = None
    end: int | None = None

    def as_json(self) -> dict[str, object]:
        """The object that `statements read --json` prints."""
        return {"code": self.code, "phrase": self.phrase, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One operative item: what it says, what is asked, and of whom.

    `section` is the printed number of the section that it stands in; the section's words are a block.
    `requests` are the places of what each asking verb asks, `request` their words in one string, for showing.
    """

    number: str | None
    section: str | None
    kind: ItemKind
    verbs: tuple[str, ...]
    text: str
    start: int
    end: int
    requests: tuple[Span, ...]
    request: str | None
    is_campaign: bool
    flags: tuple[Flag, ...]
    addressees: tuple[Addressee, ...]
    proposed: tuple[Proposal, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `statements read --json` prints, one a line."""
        return {
            "number": self.number,
            "section": self.section,
            "kind": self.kind,
            "verbs": list(self.verbs),
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "request": self.request,
            "campaign": self.is_campaign,
            "flags": list(self.flags),
            "addressees": [addressee.as_json() for addressee in self.addressees],
            "proposed": [proposal.as_json() for proposal in self.proposed],
        }


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the statement as it is shown; `item` is the place in `Reading.items` of an item's block.

    Blocks follow each other, and only blanks lie between them. The block of an item also holds the number
    or bullet that stands before it.
    """

    kind: BlockKind
    start: int
    end: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """A guess of what is read, for the first values of a form; None where the text does not say."""

    title: str | None = None
    issuer: str | None = None
    adopted_on: dt.date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in one text."""

    items: tuple[ReadItem, ...]
    blocks: tuple[Block, ...]
    about: About
    names_unhcr: bool
