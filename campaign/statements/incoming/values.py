"""What taking a file in gives: its text, and the way back to the places in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, Literal

Kind = Literal["text", "markdown", "html", "docx", "pdf"]
Style = Literal["heading", "bold", "italic"]

MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 5 * MEGABYTE
"""The most bytes that a file may have, and the most that its text may have in UTF-8."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source the text from `start` on comes from, up to the start of the next place.

    `offset` counts characters of the decoded file (text, Markdown, HTML); `paragraph` counts those of a
    DOCX, those in tables too; `page` and `line` are of a PDF, lines as they stand on the page. All but
    offsets count from 1.
    """

    start: int
    offset: int | None = None
    paragraph: int | None = None
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that the source sets as a heading, in bold or in italics."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as the reader gets it.

    In `text` lines end with a line feed; of all kinds but plain text every paragraph stands on a line of
    its own between blank lines, behind the number that the source shows or "- ", lists indented by two
    blanks a level. `places` are in order, the first at 0.
    """

    text: str
    kind: Kind
    places: tuple[Place, ...]
    marks: tuple[Mark, ...] = ()

    def place(self, offset: int) -> Place:
        """The place in the source of the character at `offset` of the text.

        An `offset` in the source is exact where no markup lies between it and the start of its passage.
        """
        found = self.places[max(bisect_right(self.places, offset, key=attrgetter("start")) - 1, 0)]
        if found.offset is None:
            return replace(found, start=offset)
        return replace(found, start=offset, offset=found.offset + offset - found.start)

    @property
    def pages(self) -> list[list[int]]:
        """Where each page of a PDF begins, as pairs of an offset in the text and the page's number."""
        begun: dict[int, int] = {}
        for place in self.places:
            if place.page is not None:
                begun.setdefault(place.page, place.start)
        return [[start, page] for page, start in begun.items()]
