"""The lines of a page, column by column, each with its words and where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from campaign.statements.incoming.pdf.glyphs import Glyph
    from campaign.statements.incoming.values import Style

# All in shares of the height of a line.
_SAME_LINE: Final = 0.5
_WORD_GAP: Final = 0.17
_RAISED: Final = 0.1
_SMALL: Final = 0.8
# The white band between two columns: how wide, where on the page, and which share of lines may cross it.
_GUTTER: Final = 1.0
_MIDDLE: Final = (0.3, 0.7)
_CROSSING: Final = 0.15
_BESIDE: Final = 0.3
_FEW_LINES: Final = 8
_SIGNS_OF_NOTES: Final = frozenset("0123456789*†‡§,()[] ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed; `page` and `number` count from 1, y grows upwards, lengths are in points."""

    page: int
    number: int
    column: int
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    runs: tuple[tuple[str, tuple[Style, ...]], ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _styles in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is set in bold."""
        return all("bold" in styles for text, styles in self.runs if text.strip())


def lines(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines that the glyphs of a page make, in the order in which they are read."""
    rows = _rows(glyphs)
    in_order = enumerate(_in_order(rows, _gutter(rows)), 1)
    return [_line(row, page, number, column) for number, (column, row) in in_order]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand side by side, from the top of the page to its foot."""
    rows: list[list[Glyph]] = []
    tallest: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.middle, one.x0)):
        # A raised or lowered sign may come before or after the line it belongs to.
        for place in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            if _is_beside(glyph, tallest[place]):
                rows[place].append(glyph)
                if glyph.size > tallest[place].size and glyph.text.strip():
                    tallest[place] = glyph
                break
        else:
            rows.append([glyph])
            tallest.append(glyph)
    trimmed = (_trimmed(sorted(row, key=lambda one: one.x0)) for row in rows)
    return [row for row in trimmed if row]


def _trimmed(row: list[Glyph]) -> list[Glyph]:
    """The row without blanks at its ends."""
    shown = [place for place, glyph in enumerate(row) if glyph.text.strip()]
    return row[shown[0] : shown[-1] + 1] if shown else []


def _is_beside(glyph: Glyph, other: Glyph) -> bool:
    shared = min(glyph.y1, other.y1) - max(glyph.y0, other.y0)
    return shared > _SAME_LINE * min(glyph.size, other.size)


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where the white band between two columns has its middle, if there is one."""
    if len(rows) < _FEW_LINES:
        return None
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    width = _GUTTER * median(row[0].size for row in rows)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    # For each place in the middle: how many lines leave it white, and how many of them go on to its right.
    white, beyond = Counter[int](), Counter[int]()
    for row in rows:
        for start, end, goes_on in _white(row, left, right):
            for place in range(int(max(start + width / 2, first)), int(min(end - width / 2, last)) + 1):
                white[place] += 1
                beyond[place] += goes_on
    enough = _BESIDE * len(rows)
    open_enough = [
        place
        for place, count in white.items()
        if count > (1 - _CROSSING) * len(rows)
        and beyond[place] > enough
        and sum(row[0].x0 < place for row in rows) > enough
    ]
    return float(max(open_enough, key=lambda place: white[place])) if open_enough else None


def _white(row: Sequence[Glyph], left: float, right: float) -> Iterator[tuple[float, float, bool]]:
    """The white stretches of a line, from margin to margin, and whether words follow."""
    reached = left - right
    for glyph in row:
        if glyph.text.strip():
            if glyph.x0 > reached:
                yield reached, glyph.x0, True
            reached = max(reached, glyph.x1)
    yield reached, right + right - left, False


def _in_order(rows: Sequence[list[Glyph]], gutter: float | None) -> Iterator[tuple[int, list[Glyph]]]:
    """Rows with the column they stand in: the left one first, down to a line that crosses both."""
    if gutter is None:
        yield from ((0, row) for row in rows)
        return
    waiting: list[list[Glyph]] = []
    for row in rows:
        left = _trimmed([glyph for glyph in row if glyph.x1 <= gutter])
        right = _trimmed([glyph for glyph in row if glyph.x0 >= gutter])
        if any(glyph.x0 < gutter < glyph.x1 and glyph.text.strip() for glyph in row):
            yield from ((2, other) for other in waiting)
            waiting = []
            yield 0, row
            continue
        if left:
            yield 1, left
        if right:
            waiting.append(right)
    yield from ((2, other) for other in waiting)


def _line(row: Sequence[Glyph], page: int, number: int, column: int) -> Line:
    shown = [glyph for glyph in row if glyph.text.strip()]
    size = median(sorted(glyph.size for glyph in shown))
    floor = median(sorted(glyph.y0 for glyph in shown))
    runs: list[tuple[str, tuple[Style, ...]]] = []
    before: Glyph | None = None
    for glyph in row:
        if _leads_to_note(glyph, size, floor, is_first=before is None):
            continue
        gap = " " if before and glyph.x0 - before.x1 > _WORD_GAP * size else ""
        runs.append((gap + glyph.text, glyph.styles))
        before = glyph
    return Line(
        page=page,
        number=number,
        column=column,
        x0=shown[0].x0,
        x1=max(glyph.x1 for glyph in shown),
        y0=min(glyph.y0 for glyph in shown),
        y1=max(glyph.y1 for glyph in shown),
        size=size,
        runs=tuple(_merged(runs)),
    )


def _leads_to_note(glyph: Glyph, size: float, floor: float, *, is_first: bool) -> bool:
    """A small raised number or sign after a word; at the start of a line it is the number of a note."""
    is_raised = glyph.size < _SMALL * size and glyph.y0 > floor + _RAISED * size
    return is_raised and not is_first and all(sign in _SIGNS_OF_NOTES for sign in glyph.text)


def _merged(runs: Iterable[tuple[str, tuple[Style, ...]]]) -> Iterator[tuple[str, tuple[Style, ...]]]:
    words, styles = "", None
    for text, set_in in runs:
        if styles is not None and set_in != styles:
            yield words, styles
            words = ""
        words, styles = words + text, set_in
    if styles is not None:
        yield words, styles
