"""What a printed page repeats around its text: headers, footers, page numbers; and its footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.incoming.pdf.lines import Line

_NUMBERS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
# How many lines at the top and at the foot of a page may be furniture, and within which share of its text.
_OUTER_LINES: Final = 4
_OUTER: Final = 0.14
# How far a repeated line may move from page to page, in points.
_MOVES: Final = 6.0
_LARGER: Final = 1.1
_NOTE_SIZE: Final = 0.93
_NOTE_STARTS: Final = re.compile(
    r"\s*(?:\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\]|\(\d{1,3}\)|[a-z][.)])(?=[\s.)A-Z“\"]|$)"
)
_LOWER_PART: Final = 0.6
_SELDOM: Final = 0.1


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of the text, in order."""
    body = body_size(pages)
    heights = [line.y1 for page in pages for line in page] + [line.y0 for page in pages for line in page]
    if not heights:
        return []
    top, foot = max(heights), min(heights)
    repeated = _repeated(pages, top, foot, body)
    kept: list[Line] = []
    had_notes = False
    for page in pages:
        text = [line for line in page if (line.page, line.number) not in repeated]
        text = _without_page_number(text, top, foot)
        text, had_notes = _without_notes(text, body, foot + _LOWER_PART * (top - foot), goes_on=had_notes)
        kept += text
    return kept


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The height of the font that most characters have, in points."""
    counts: dict[float, int] = defaultdict(int)
    for page in pages:
        for line in page:
            counts[round(line.size, 1)] += len(line.text)
    return max(counts, key=lambda size: counts[size], default=0.0)


def _outer(page: Sequence[Line], top: float, foot: float) -> Iterator[Line]:
    reach = _OUTER * (top - foot)
    down = sorted(page, key=lambda line: -line.y1)
    yield from (line for line in down[:_OUTER_LINES] if line.y0 > top - reach)
    yield from (line for line in down[-_OUTER_LINES:] if line.y1 < foot + reach)


def _repeated(pages: Sequence[Sequence[Line]], top: float, foot: float, body: float) -> set[tuple[int, int]]:
    """Pages and numbers of lines that stand at one height on several pages, alike but for a page number."""
    alike: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in _outer(page, top, foot):
            if line.size <= _LARGER * body:
                alike[_NUMBERS.sub("#", " ".join(line.text.split()))].append(line)
    found: set[tuple[int, int]] = set()
    for lines in alike.values():
        for line, other in pairwise(sorted(lines, key=lambda one: (round(one.y0), one.page))):
            if line.page != other.page and abs(line.y0 - other.y0) < _MOVES and _counts_pages(line, other):
                found |= {(line.page, line.number), (other.page, other.number)}
    return found


def _counts_pages(line: Line, other: Line) -> bool:
    """Whether each number in the two lines is the same, or grows with the page."""
    numbers = zip(_NUMBERS.findall(line.text), _NUMBERS.findall(other.text), strict=False)
    steps = {int(second[:9]) - int(first[:9]) for first, second in numbers}
    return steps <= {0, other.page - line.page}


def _without_page_number(page: list[Line], top: float, foot: float) -> list[Line]:
    outer = {line.number for line in _outer(page, top, foot)}
    edges = {page[0].number, page[-1].number} if page else set()
    return [
        line
        for line in page
        if line.number not in outer & edges or not _PAGE_NUMBER.fullmatch(line.text.strip())
    ]


def _without_notes(page: list[Line], body: float, below: float, *, goes_on: bool) -> tuple[list[Line], bool]:
    """The page without the small print at its foot, if that begins like a footnote or goes on from one."""
    first = len(page)
    while first and page[first - 1].size < _NOTE_SIZE * body and page[first - 1].y1 < below:
        first -= 1
    notes = page[first:]
    if not notes:
        return page, False
    if not goes_on:
        skipped = next(
            (place for place, line in enumerate(notes) if _NOTE_STARTS.match(line.text)), len(notes)
        )
        first += skipped
    return page[:first], first < len(page)


def leading(lines: Sequence[Line]) -> float:
    """The distance from a line to the next within paragraphs, in points; 0 where no line follows another.

    It is the shortest that comes up often: there may be more of the longer ones, between paragraphs.
    """
    steps = [
        line.y0 - following.y0
        for line, following in pairwise(lines)
        if line.page == following.page and line.column == following.column and line.y0 > following.y0
    ]
    often = Counter(round(step * 2) / 2 for step in steps)
    usual = [step for step, count in often.items() if count > _SELDOM * len(steps)]
    return min(usual) if usual else median(steps) if steps else 0.0
