"""To whom a letter is written: after "To:", in its title, in the salutation, or in the address above it."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.parties_found import Party

# The head of a letter is near the start of the text.
_NEAR: Final = 4_000
_ADDRESS: Final = 600
# A text with more salutations than this is no collection of letters.
_MOST: Final = 40
# What a search within one line for the name of an office gives up after.
_PIECES: Final = 6
_TO: Final = re.compile(
    r"^[ \t>*_#]*(?:To\s*:|(?:To|Addressed\s+to|Attention)\s+(?=(?:the|all|His|Her|Their|our)\b|[A-Z]))"
    r"[ \t]*(?P<whom>[^\n]{2,200}?)[ \t*_:,.]*$",
    re.MULTILINE,
)
_OPEN_LETTER: Final = re.compile(
    r"(?:\b(?:open|joint|public)\s+letter|^[^\n.]{0,60}\b(?i:letter|petition|appeal)\b[^\n.]{0,80}?)\s+to\s+"
    r"(?P<whom>(?:the\s|all\s|[A-Z])[^\n]{1,200})",
    re.MULTILINE | re.IGNORECASE,
)
_DEAR: Final = re.compile(
    r"^[ \t>*_]*(?:Dear|Your\s+Excellenc(?:y|ies)|Excellenc(?:y|ies)|Your\s+(?:Holiness|Majesty)"
    r"|Honou?rable|Esteemed)\b"
    r"[ \t,:]*(?:\n(?=(?:H\.?E\.?|Mr|Ms|Mrs|Dr)\b))?(?P<whom>[^\n]{0,200})",
    re.MULTILINE,
)
_CAPACITY: Final = re.compile(
    r"(?:\byou(?:r\s+(?:role|capacity|position|function))?,?\s+as|\bAs|,\s+(?:and\s+)?as)\s+(?:the\s+)?(?=[A-Z])"
)
_HONORIFIC: Final = re.compile(
    r"(?:(?:His|Her|Your|Their)\s+(?:Royal\s+)?(?:Excellenc(?:y|ies)|Holiness|Majesty|Highness)|H\.?\s?E\.?"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sr)\b\.?|Mister|Madame?|Sir|The|(?:Rt\.?\s+)?Hon\b\.?|(?:Right\s+)?Honou?rable"
    r"|[Dd]ear)[ ,]+"
)
# "Dear Ms. Fox, I am writing to you": a salutation that runs on into the letter.
_END_OF_SALUTATION: Final = re.compile(
    r"[,:]\s+(?:I|We|As|On|In|It|The|This|My|Our|With|Following|At)\b(?!\s+[A-Z])"
)
_HEAD_OF: Final = re.compile(
    r"(?:President|Chair\w*|Head|Director|Executive\s+\w+|Secretary|Commissioner)\s+(?:of|for)\b"
)
_NEXT_PIECE: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def letters(text: str) -> tuple[Span, ...]:
    """The letters in a text, each from the lines above its salutation on, so that one overlaps the next.

    A text that holds one letter or none is one as a whole.
    """
    greetings = [match.start() for match in islice(_DEAR.finditer(text), _MOST + 1)]
    if not 1 < len(greetings) <= _MOST:
        return (Span(0, len(text)),)
    starts = [0, *(max(above + 1, at - _ADDRESS) for above, at in pairwise(greetings))]
    return tuple(map(Span, starts, [*greetings[1:], len(text)]))


class Salutation:
    """Reads the head of one letter."""

    def __init__(
        self, text: str, letter: Span, mentions: Mentions, grammar: Grammar, knows: Callable[[str], bool]
    ) -> None:
        """`knows` says whether a title is that of an office with a code."""
        self._text = text
        self._letter = letter
        self._mentions = mentions
        self._grammar = grammar
        self._knows = knows

    def written_to(self) -> tuple[Party, ...]:
        """Where a letter says whom it is for: the first place with an office, else a group, else a person."""
        found = [parties for parties in self._places() if parties]
        for is_good in (self._names_an_office, _is_group, bool):
            for parties in found:
                if is_good(parties):
                    return _alike(parties)
        return ()

    def _names_an_office(self, parties: tuple[Party, ...]) -> bool:
        words = parties[0].span.of(self._text)
        if parties[0].kind == "group":
            return bool(self._mentions.within(parties[0].span))
        return parties[0].kind == "named" or bool(_HEAD_OF.match(words)) or self._knows(words)

    def _places(self) -> Iterator[tuple[Party, ...]]:
        start, near = self._letter.start, min(self._letter.end, self._letter.start + _NEAR)
        dear = _DEAR.search(self._text, start, near)
        for match in _TO.finditer(self._text, start, dear.start() if dear else near):
            yield self._whole_line(match)
        if dear:
            said = _END_OF_SALUTATION.search(self._text, dear.start("whom"), dear.end("whom"))
            yield self._in_line(dear.start("whom"), said.start() if said else dear.end("whom"))
        if title := _OPEN_LETTER.search(self._text, start, near):
            yield self._in_line(title.start("whom"), title.end("whom"))
        if dear is None:
            return
        yield from self._address(dear.start())
        for capacity in _CAPACITY.finditer(self._text, dear.end(), self._letter.end):
            found = self._grammar.parties(
                capacity.end(), min(self._letter.end, capacity.end() + _ADDRESS)
            ).found
            if found and found[0].kind == "named":
                yield found[:1]

    def _whole_line(self, match: re.Match[str]) -> tuple[Party, ...]:
        """What a line after "To" holds, if it holds nothing else: a sentence may begin with "To" as well."""
        found = self._in_line(match.start("whom"), match.end("whom"))
        is_marked = ":" in match[0]
        left = self._text[found[-1].span.end : match.end("whom")] if found else ""
        return found if is_marked or len(left) < _PIECES else ()

    def _address(self, end: int) -> Iterator[tuple[Party, ...]]:
        """Offices in the lines above the salutation."""
        start = max(self._letter.start, end - _ADDRESS)
        for line in re.finditer(r"[^\n]+", self._text[start:end]):
            place = start + line.start() + len(line[0]) - len(line[0].lstrip())
            found = self._in_line(place, start + line.end())
            if found and self._names_an_office(found):
                yield found[:1]

    def _in_line(self, start: int, end: int) -> tuple[Party, ...]:
        """The parties in a line, past honorifics and the names of persons."""
        first: tuple[Party, ...] = ()
        place = start
        for _ in range(_PIECES):
            while honorific := _HONORIFIC.match(self._text, place, end):
                place = honorific.end()
            found = self._grammar.parties(place, end, with_complements=True).found
            found = tuple(party for party in found if party.kind not in ("pronoun", "pair", "own", "part"))
            if found and (found[0].kind != "title" or self._names_an_office(found)):
                return found
            first = first or found
            comma = _NEXT_PIECE.search(self._text, place, end)
            if comma is None:
                break
            place = comma.end()
        return first


def _is_group(parties: tuple[Party, ...]) -> bool:
    return parties[0].kind == "group"


def _alike(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those of the first one's kind; after a title that is no known name stands the name of a person."""
    if parties[0].kind in ("title", "person"):
        return parties[:1]
    return tuple(party for party in parties if party.kind == parties[0].kind)
