"""The sentences of a paragraph: a small rule, since a stop after "U.N." or "Gen." ends none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A stop, closing marks, a footnote's number or mark; then blanks and what a sentence may begin with.
_STOP: Final = r"[.!?\N{HORIZONTAL ELLIPSIS}]"
_END: Final = re.compile(
    rf"(?<!{_STOP}){_STOP}+(?:(?<=[a-z)”\"]\.)\d{{1,2}}|\[\d{{1,3}}\])?[\"”’')\]*_]{{0,4}}(?P<blanks>\s+)"
    r"(?=[\"“‘(\[*_]{0,4}[^\Wa-z_])"
)
_LAST_WORD: Final = re.compile(r"[^\s(\[“\"]+\Z")
# After "the U.S." a new sentence is told by one of these.
_BEGINS: Final = re.compile(
    r"(?:We|I|It|The|This|These|That|Those|In|On|At|As|For|To|And|But|Our|He|She|They|There|If|While|With)\b"
)
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST_WORD: Final = 30


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences between `start` and `end`, without the blanks between them."""
    began = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, match):
            yield Span(began, match.start("blanks"))
            began = match.end()
    if began < end:
        yield Span(began, end)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(lexicon.load("abbreviations")["abbreviations"])


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != "." or match[0][1:2] == ".":
        return True
    word = _LAST_WORD.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    if word is None:
        return True
    if word[0].lower() in _abbreviations():
        return False
    return not _INITIALS.fullmatch(word[0]) or bool(_BEGINS.match(text, match.end()))
