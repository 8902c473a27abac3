"""The paragraphs of a text: its lines, joined where one only goes on in the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import operative
from campaign.statements.reading.lines import Line, Marker, lines, marker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# No printed page or mail has longer lines; a text that has them keeps each paragraph on one line.
_LONGEST_WRAPPED: Final = 120
# How much shorter than the longest a wrapped line may be besides the word that did not fit.
_RAGGED: Final = 8
# A number with the blanks after it.
_MARKER_AT_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that hangs together; `body` is where its words begin, after its marker."""

    start: int
    end: int
    body: int
    marker: Marker | None

    @property
    def is_numbered(self) -> bool:
        """Whether a printed number stands before it."""
        return self.marker is not None and self.marker.kind == "number"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`, in order; together they hold all that is visible in it."""
    return tuple(part for whole in _joined(text) for part in _parts(text, whole))


def _joined(text: str) -> Iterator[Paragraph]:
    found = list(lines(text))
    width = max((_length(text, line) for line in found), default=0)
    paragraph: Paragraph | None = None
    last: Line | None = None
    for line in found:
        if paragraph and last and _goes_on(text, last, line, width):
            paragraph = Paragraph(paragraph.start, line.end, paragraph.body, paragraph.marker)
        else:
            if paragraph:
                yield paragraph
            paragraph = Paragraph(line.start, line.end, line.body, line.marker)
        last = line
    if paragraph:
        yield paragraph


def _goes_on(text: str, last: Line, line: Line, width: int) -> bool:
    if line.follows_blank or line.marker:
        return False
    opens = operative.opening(text, line.start, line.end, is_marked=False)
    if opens:
        return False
    if text[line.start].islower():
        return True
    if width > _LONGEST_WRAPPED:
        return False
    first_word = text[line.start : line.end].split(maxsplit=1)[0]
    return _length(text, last) + 1 + len(first_word) > width - _RAGGED


def _length(text: str, line: Line) -> int:
    return line.end - text.rfind("\n", 0, line.start) - 1


def _parts(text: str, whole: Paragraph) -> Iterator[Paragraph]:
    start, body, marker = whole.start, whole.body, whole.marker
    for inside in operative.starts_inside(text, whole.body, whole.end):
        yield Paragraph(start, start + len(text[start:inside].rstrip()), body, marker)
        marker, length = marker_of(text[inside : min(whole.end, inside + _MARKER_AT_MOST)])
        start, body = inside, inside + length
    yield Paragraph(start, whole.end, body, marker)
