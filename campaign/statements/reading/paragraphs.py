"""The paragraphs of a text: its lines, joined where one only goes on in the next, also over a page break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import operative
from campaign.statements.reading.furniture import furniture_of
from campaign.statements.reading.lines import Line, Marker, lines, marker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# No printed page or mail has longer lines; a text that has them keeps each paragraph on one line.
_LONGEST_WRAPPED: Final = 120
# How much shorter than the longest a wrapped line may be besides the word that did not fit.
_RAGGED: Final = 8
# A number with the blanks after it.
_MARKER_AT_MOST: Final = 20
_STOPS: Final = ".;:!?"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that hangs together; `body` is where its words begin, after its marker."""

    start: int
    end: int
    body: int
    marker: Marker | None
    is_furniture: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether a printed number stands before it."""
        return self.marker is not None and self.marker.kind == "number"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`, in order; together they hold all that is visible in it."""
    return tuple(part for whole in _joined(text) for part in _parts(text, whole))


def _joined(text: str) -> Iterator[Paragraph]:
    found = list(lines(text))
    is_furniture = furniture_of(text, found)
    width = max((_length(text, line) for line in found), default=0)
    open_: Paragraph | None = None
    last: Line | None = None
    waiting: list[Paragraph] = []
    for line, is_one in zip(found, is_furniture, strict=True):
        if is_one:
            waiting.append(Paragraph(line.start, line.end, line.start, None, is_furniture=True))
            continue
        if open_ and last and _goes_on(text, last, line, width, over_page=bool(waiting)):
            body = line.start if open_.body >= open_.end else open_.body
            open_ = Paragraph(open_.start, line.end, body, open_.marker)
        else:
            if open_:
                yield open_
            yield from waiting
            open_ = Paragraph(line.start, line.end, line.body, line.marker)
        waiting.clear()
        last = line
    if open_:
        yield open_
    yield from waiting


def _goes_on(text: str, last: Line, line: Line, width: int, *, over_page: bool) -> bool:
    if last.body >= last.end and not line.marker:
        return True  # a number alone on its line
    is_full = width <= _LONGEST_WRAPPED and _is_full(text, last, line, width)
    if line.marker:
        return is_full and not line.follows_blank and _only_looks_like_a_marker(text, last, line)
    if over_page and text[last.end - 1] not in _STOPS and (text[line.start].islower() or is_full):
        return True
    if line.follows_blank or over_page:
        return False
    if operative.opening(text, line.start, line.end, operative.UNMARKED):
        return False
    return text[line.start].islower() or is_full


def _is_full(text: str, last: Line, line: Line, width: int) -> bool:
    """Whether the first word of `line` had no room in the one before."""
    first_word = text[line.start : line.end].split(maxsplit=1)[0]
    return _length(text, last) + 1 + len(first_word) > width - _RAGGED


def _only_looks_like_a_marker(text: str, last: Line, line: Line) -> bool:
    """Whether a wrapped line only happens to begin with "12." or a dash."""
    if text[last.end - 1] in f"{_STOPS},-\N{EM DASH}" or text.endswith((" and", " or"), 0, last.end):
        return False
    return line.marker is not None and (
        line.marker.kind != "bullet" or text[line.body : line.body + 1].islower()
    )


def _length(text: str, line: Line) -> int:
    return line.end - text.rfind("\n", 0, line.start) - 1


def _parts(text: str, whole: Paragraph) -> Iterator[Paragraph]:
    start, body, marker = whole.start, whole.body, whole.marker
    if whole.is_furniture:
        yield whole
        return
    for inside in operative.starts_inside(text, whole.body, whole.end):
        yield Paragraph(start, start + len(text[start:inside].rstrip()), body, marker)
        marker, length = marker_of(text[inside : min(whole.end, inside + _MARKER_AT_MOST)])
        start, body = inside, inside + length
    yield Paragraph(start, whole.end, body, marker)
