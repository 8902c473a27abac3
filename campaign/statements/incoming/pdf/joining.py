"""Lines of print joined into the paragraphs that they were broken from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming.pdf.furniture import leading
from campaign.statements.incoming.pieces import BULLET, Wording, printed
from campaign.statements.incoming.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.incoming.pdf.lines import Line
    from campaign.statements.incoming.pieces import Piece

_BULLET: Final = re.compile(r"\s*[•▪●○◦‣■□➢➤✓·*–—-](?:\s+|$)|\s*o\s+(?=[A-Z])")
_ENDS: Final = (".", ":", ";", "!", "?", "”", '"')
_HYPHENATED: Final = re.compile(r"\w[-\u2010]$")
# After these a hyphen is the word's own.
_KEPT: Final = frozenset(
    {"cross", "half", "high", "long", "low", "non", "self", "short", "well"}
    | {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)
_DIVIDED: Final = re.compile(r"[^\W\d_]{2,}[-\u2010]$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
# In shares of the height of a line.
_GAP: Final = 1.35
_INDENT: Final = 0.6
_SAME_X: Final = 0.25
_SPARE: Final = 0.6
_SIZE_CHANGE: Final = 0.08
_HEADING_SIZE: Final = 1.12
_HEADING_AT_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines of a page, or of one of its columns, have in common."""

    right: float
    leading: float


def pieces(lines: Sequence[Line], body_size: float) -> list[Piece]:
    """The paragraphs of the text with their markers, in order."""
    paragraphs = list(_paragraphs(lines))
    spelled = frozenset(word.lower() for line in lines for word in _WORD.findall(line.text)[:-1])
    levels = _levels(paragraphs)
    return [_piece(paragraph, body_size, levels, spelled) for paragraph in paragraphs]


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    usual = leading(lines)
    pages = {
        key: _Page(max(line.x1 for line in found), leading(found) or usual) for key, found in columns.items()
    }
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, pages):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[Line], line: Line, pages: dict[tuple[int, int], _Page]) -> bool:
    last = paragraph[-1]
    if abs(line.size - last.size) > _SIZE_CHANGE * last.size or line.is_bold != last.is_bold:
        return _is_divided(last, line)
    here = pages[last.page, last.column]
    if (line.page, line.column) != (last.page, last.column):
        return not _marker(line) and _is_full(last, line, here) and not _ends(last)
    if last.y0 - line.y0 > _GAP * max(here.leading, last.size * 0.9) or line.y0 >= last.y1:
        return False
    if _marker(line):
        return _is_mid_sentence(paragraph, line, here)
    return _is_full(last, line, here) and not _is_indented(paragraph, line)


def _is_divided(last: Line, line: Line) -> bool:
    """Whether a word begins in one line and ends in the other."""
    return bool(_DIVIDED.search(last.text)) and line.text[:1].islower()


def _is_full(last: Line, line: Line, here: _Page) -> bool:
    """Whether the next word had no room left in the last line."""
    if _is_divided(last, line):
        return True
    first_word = line.text.split(maxsplit=1)[0]
    width = (line.x1 - line.x0) * (len(first_word) + 1) / max(len(line.text), 1)
    return last.x1 + width > here.right - _SPARE * last.size


def _ends(line: Line) -> bool:
    return line.text.rstrip().endswith(_ENDS)


def _is_indented(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the line begins further in, or further out, than the paragraph goes on."""
    if len(paragraph) == 1:
        is_hanging = _marker(paragraph[0]) != ""
        return not is_hanging and line.x0 > paragraph[0].x0 + _INDENT * line.size
    return abs(line.x0 - paragraph[-1].x0) > _INDENT * line.size and not _is_centred(paragraph, line)


def _is_centred(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    return abs((line.x0 + line.x1) - (last.x0 + last.x1)) < line.size


def _is_mid_sentence(paragraph: Sequence[Line], line: Line, here: _Page) -> bool:
    """Whether what looks like a number or a dash only came to stand at the start of a line."""
    last = paragraph[-1]
    goes_on_here = len(paragraph) > 1 and abs(line.x0 - last.x0) < _SAME_X * line.size
    return goes_on_here and _is_full(last, line, here) and not _ends(last)


def _marker(line: Line) -> str:
    """The number, letter or bullet that the line begins with."""
    if found := printed(line.text.lstrip()):
        return found
    return BULLET if _BULLET.match(line.text) else ""


def _levels(paragraphs: Sequence[Sequence[Line]]) -> list[float]:
    """Where list paragraphs begin, from the margin inwards; columns are not told apart."""
    starts = sorted({round(found[0].x0) for found in paragraphs if _marker(found[0]) and not found[0].column})
    levels: list[float] = []
    for start in starts:
        if not levels or start - levels[-1] > _INDENT * paragraphs[0][0].size:
            levels.append(start)
    return levels


def _piece(
    paragraph: Sequence[Line], body_size: float, levels: Sequence[float], spelled: frozenset[str]
) -> Piece:
    first = paragraph[0]
    wording = Wording()
    bullet = None if printed(first.text.lstrip()) else _BULLET.match(first.text)
    if marker := _marker(first):
        wording.marker = BULLET if bullet else ""
        wording.level = max(sum(start <= first.x0 + _INDENT * first.size for start in levels) - 1, 0)
    skipped = bullet.end() if bullet else 0
    for line in paragraph:
        _add(wording, line, skipped, spelled)
        skipped = 0
    length = len(wording.words)
    wording.is_heading = (
        not marker.startswith(BULLET)
        and length < _HEADING_AT_MOST
        and (first.size > _HEADING_SIZE * body_size or all(line.is_bold for line in paragraph))
    )
    return wording.piece()


def _add(wording: Wording, line: Line, skipped: int, spelled: frozenset[str]) -> None:
    words = wording.last_run
    if _DIVIDED.search(words) and line.text[:1].islower():
        if _is_one_word(words, line.text, spelled):
            wording.without_end(1)
    elif not _HYPHENATED.search(words):
        wording.add(" ")
    wording.at(Place(0, page=line.page, line=line.number))
    for text, styles in line.runs:
        wording.add(text[skipped:], styles)
        skipped = max(skipped - len(text), 0)


def _is_one_word(words: str, following: str, spelled: frozenset[str]) -> bool:
    """Whether the hyphen at the end of a line is the printer's; the text's own spelling decides."""
    before = _WORD.findall(words)[-1].lower()
    after = (_WORD.findall(following) or [""])[0].lower()
    if before + after in spelled:
        return True
    return before not in _KEPT and f"{before}-{after}" not in spelled
