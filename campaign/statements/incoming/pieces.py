"""The paragraphs of a file on their way into text, each with its marker, its styles and its places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT, Incoming, Mark, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from campaign.statements.incoming.values import Kind, Style

BULLET: Final = "-"
_INDENT: Final = "  "
_DEEPEST: Final = 6
_BLANKS: Final = re.compile(r"\s+")
# A number, letter or Roman numeral with its stop or brackets, as it is printed before a paragraph.
_LABEL: Final = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})"
PRINTED: Final = re.compile(rf"(?:{_LABEL}[.)]|\({_LABEL}\))(?=\s|$)\s*")
_NO_STOP: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def printed(words: str) -> str:
    """The number or letter that `words` begin with, as it is printed; empty if they begin with none."""
    found = PRINTED.match(words)
    return found.group().rstrip() if found else ""


def label(words: str) -> str:
    """A list number with a stop after it if it is printed without any, so that it is known for one."""
    return f"{words}." if _NO_STOP.fullmatch(words) else words


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph; starts and ends are counted in its `words`."""

    words: str
    marker: str = ""
    level: int = 0
    marks: tuple[Mark, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def lead(self) -> str:
        """What stands before the words; their own number needs no second one."""
        indent = _INDENT * min(self.level, _DEEPEST)
        return f"{indent}{self.marker} " if self.marker and not printed(self.words) else indent


@dataclass(slots=True)
class Wording:
    """A paragraph as it is gathered from runs of text: blanks become one, line breaks stay."""

    marker: str = ""
    level: int = 0
    is_heading: bool = False
    _runs: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: str = ""
    _marks: list[Mark] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)

    def add(self, text: str, styles: Collection[Style] = ()) -> None:
        """Append a run of text."""
        words = _BLANKS.sub(" ", text)
        if words.startswith(" "):
            self._gap = self._gap or " "
        if words.strip():
            self._append(words.strip(), styles)
            self._gap = " " if words.endswith(" ") else ""

    def break_line(self) -> None:
        """Let the next run stand on a line of its own."""
        self._gap = "\n"

    def at(self, place: Place) -> None:
        """Note where the next run comes from."""
        gap = len(self._gap) if self._length else 0
        start = self._length + gap
        if self._places and self._places[-1].start == start:
            self._places.pop()
        self._places.append(replace(place, start=start))

    def without_end(self, count: int) -> None:
        """Take the last `count` characters back: the hyphen of a divided word."""
        self._runs[-1] = self._runs[-1][:-count]
        self._length -= count
        self._gap = ""

    @property
    def ends_a_line(self) -> bool:
        """Whether a line break came last."""
        return self._gap == "\n"

    @property
    def words(self) -> str:
        """What was gathered up to now."""
        return "".join(self._runs)

    @property
    def last_run(self) -> str:
        """What was added last."""
        return self._runs[-1] if self._runs else ""

    @property
    def is_empty(self) -> bool:
        """Whether no words were gathered."""
        return not self._length

    def piece(self) -> Piece:
        """The paragraph that was gathered."""
        words = self.words
        marks = [*self._marks, Mark(0, len(words), "heading")] if self.is_heading else self._marks
        return Piece(words, self.marker, self.level, tuple(marks), tuple(self._places))

    def _append(self, words: str, styles: Collection[Style]) -> None:
        if self._length:
            self._runs.append(self._gap)
            self._length += len(self._gap)
        self._runs.append(words)
        start, self._length = self._length, self._length + len(words)
        for style in styles:
            self._mark(Mark(start, self._length, style))

    def _mark(self, mark: Mark) -> None:
        """Runs of one style that touch, or have a blank between them, are one stretch."""
        for place, before in enumerate(reversed(self._marks[-2:]), 1):
            if before.style == mark.style and before.end >= mark.start - 1:
                self._marks[-place] = replace(before, end=mark.end)
                return
        self._marks.append(mark)


def assembled(pieces: Iterable[Piece], kind: Kind) -> Incoming:
    """The pieces as one text; raises `Unreadable` if they hold nothing or more than a statement could."""
    lines: list[str] = []
    places: list[Place] = []
    marks: list[Mark] = []
    start = 0
    for piece in pieces:
        if not piece.words:
            continue
        lines.append(f"{piece.lead}{piece.words}")
        body = start + len(piece.lead)
        places += _places(piece, start)
        marks += [replace(mark, start=body + mark.start, end=body + mark.end) for mark in piece.marks]
        start = body + len(piece.words) + 2
    text = "\n\n".join(lines)
    if not text:
        raise Unreadable(Why.EMPTY)
    if len(text.encode("utf-8", "replace")) > LIMIT:
        raise Unreadable(Why.TOO_LARGE)
    if not places or places[0].start:
        places.insert(0, Place(0))
    return Incoming(f"{text}\n", kind, tuple(places), tuple(marks))


def _places(piece: Piece, start: int) -> Iterator[Place]:
    """The places of a piece that begins at `start`, the first reaching over what stands before its words."""
    lead = len(piece.lead)
    for index, place in enumerate(piece.places):
        if index or not lead:
            yield replace(place, start=start + lead + place.start)
        elif place.offset is None:
            yield replace(place, start=start)
        else:
            yield replace(place, start=start, offset=max(place.offset - lead, 0))
