"""The furniture of printed pages inside a text: running heads, page numbers, job numbers, footnotes.

Official documents carry their symbol on every page (United Nations Editorial Manual: "Document symbols"), a
job number at the foot of the first, and footnotes under a rule.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.statements.reading.lines import Line

_SYMBOL: Final = r"[A-Z]{1,6}(?:/[A-Z0-9.()\[\]-]{1,20}){1,6}"
_JOB: Final = r"\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{6})?"
_PAGE: Final = (
    r"(?:[Pp]age\s+)?\d{1,4}\s?(?:/|of)\s?\d{1,4}"
    r"|[-\N{EN DASH}\N{EM DASH}]\s?\d{1,4}\s?[-\N{EN DASH}\N{EM DASH}]|[Pp](?:age|\.)\s?\d{1,4}"
    r"|\[\[?Page\s[^\]\n]{1,20}\]\]?"
)
_ALONE: Final = re.compile(
    rf"(?:{_SYMBOL}|{_JOB}|{_PAGE}|\*\d{{6,9}}\*)(?:\s{{2,}}(?:{_JOB}|{_PAGE}|\d{{1,4}}))?"
)
# The symbol at one margin, the title or the page at the other.
_BESIDE: Final = re.compile(rf"{_SYMBOL}\s{{4,}}\S.*|\S.*\S\s{{4,}}{_SYMBOL}|{_JOB}\s{{4,}}{_PAGE}")
_RULE: Final = re.compile(r"_{5,}|\N{HORIZONTAL BAR}{5,}")
_ENDS: Final = ".;:!?"
_LONGEST_HEAD: Final = 150
# A footnote zone longer than this is none.
_LONGEST_NOTES: Final = 40


def furniture_of(text: str, lines: Sequence[Line]) -> list[bool]:
    """Whether each of the lines is furniture."""
    shown = [text[line.start : line.end] for line in lines]
    counts = Counter(" ".join(words.split()) for words in shown)
    marks = [
        len(words) <= _LONGEST_HEAD and bool(_ALONE.fullmatch(words) or _BESIDE.fullmatch(words))
        for words in shown
    ]
    if not any(marks) and not any(map(_RULE.fullmatch, shown)):
        return marks
    _add_heads(lines, shown, counts, marks)
    _add_notes(shown, marks)
    return marks


def _add_heads(lines: Sequence[Line], shown: Sequence[str], counts: Counter[str], marks: list[bool]) -> None:
    """The title on every page beside the symbol: a line that comes again, or stands right above it."""
    for place, words in enumerate(shown):
        if marks[place] or lines[place].marker or len(words) > _LONGEST_HEAD or words[-1] in _ENDS:
            continue
        above = place + 1 < len(marks) and marks[place + 1] and not lines[place + 1].follows_blank
        below = place > 0 and marks[place - 1] and not lines[place].follows_blank
        comes_again = counts[" ".join(words.split())] > 1
        stands_above = above and lines[place].follows_blank and bool(_BESIDE.fullmatch(shown[place + 1]))
        marks[place] = ((above or below) and comes_again) or stands_above


def _add_notes(shown: Sequence[str], marks: list[bool]) -> None:
    """From a rule to the end of its page, or of the text."""
    place = 0
    while place < len(shown):
        if not _RULE.fullmatch(shown[place]):
            place += 1
            continue
        end = place + 1
        while end < len(shown) and end - place < _LONGEST_NOTES and not marks[end]:
            end += 1
        if end == len(shown) or marks[end]:
            marks[place:end] = [True] * (end - place)
        else:
            marks[place] = True
        place = end
