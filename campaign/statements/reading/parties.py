"""A small grammar of those who can act: "the United Nations and governments of Thailand, Vietnam, …".

A list of parties is one party after the other, joined by commas and "and". A party is the name of a state
or body, an adjective with a part of a state ("the Thai authorities"), or an open group ("the destination
countries of refugees"), whose phrase is kept whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.values import Span

if TYPE_CHECKING:
    from campaign.statements.reading.gazetteer import Mention, Mentions

# A complement longer than this is no longer a part of a name.
_LONGEST_COMPLEMENT: Final = 300


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can act: with the name that was found, or an open group without one."""

    span: Span
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """A list of parties, and where in the text it ends (0 for an empty list)."""

    found: tuple[Party, ...]
    end: int

    def __bool__(self) -> bool:
        return bool(self.found)


class Grammar:
    """Reads parties at a place in one text."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._mentions = mentions

    def parties(self, start: int, end: int, *, with_complements: bool = False) -> Parties:
        """The list of parties that begins at `start` and stays before `end`.

        Complements ("countries *of North Korean refugees*") are taken up to `end` if asked for: right where
        `end` is known to be the end of the object, wrong where the predicate may follow.
        """
        found: list[Party] = []
        place, reached = start, 0
        while party := self._party(place, end, with_complements=with_complements):
            found.append(party)
            reached = self._after_parentheses(party.span.end, end)
            connector = _patterns().connector.match(self._text, reached, end)
            if not connector:
                break
            place = connector.end()
        return Parties(tuple(found), reached)

    def _party(self, start: int, end: int, *, with_complements: bool) -> Party | None:
        patterns = _patterns()
        skipped = patterns.determiners.match(self._text, start, end)
        place = skipped.end() if skipped else start
        if governed := self._governed(place, end):
            return governed
        if named := self._named(place, end):
            return named
        return self._group(start, end, with_complement=with_complements)

    def _governed(self, place: int, end: int) -> Party | None:
        governing = _patterns().governing.match(self._text, place, end)
        mention = self._mentions.at(governing.end()) if governing else None
        if mention and mention.entry.form != "people" and mention.span.end <= end:
            return Party(mention.span, mention)
        return None

    def _named(self, place: int, end: int) -> Party | None:
        mention = self._mentions.at(place)
        if mention is None or mention.span.end > end:
            return None
        part = _patterns().part_of_a_state.match(self._text, mention.span.end, end)
        if mention.entry.kind == "state" and part:
            return Party(Span(place, part.end("part")), mention)
        if mention.entry.form == "people" or _patterns().group_after_name.match(
            self._text, mention.span.end, end
        ):
            return None
        return Party(mention.span, mention)

    def _group(self, start: int, end: int, *, with_complement: bool) -> Party | None:
        match = _patterns().group.match(self._text, start, end)
        if match is None:
            return None
        reached = match.end()
        if with_complement:
            reached = self._end_of_complement(reached, end)
        elif place := _patterns().short_complement.match(self._text, reached, end):
            reached = place.end()
        return Party(Span(match.start("phrase"), reached))

    def _end_of_complement(self, reached: int, end: int) -> int:
        if not _patterns().complement.match(self._text, reached, end):
            return reached
        limit = min(end, reached + _LONGEST_COMPLEMENT)
        for stop in _patterns().end_of_complement.finditer(self._text, reached, limit):
            if stop["comma"] or self._party(stop.end(), end, with_complements=False):
                return stop.start()
        return reached + len(self._text[reached:limit].rstrip())

    def _after_parentheses(self, reached: int, end: int) -> int:
        match = _patterns().parentheses.match(self._text, reached, end)
        return match.end() if match else reached


@dataclass(frozen=True, slots=True)
class _Patterns:
    determiners: re.Pattern[str]
    governing: re.Pattern[str]
    part_of_a_state: re.Pattern[str]
    group_after_name: re.Pattern[str]
    group: re.Pattern[str]
    complement: re.Pattern[str]
    short_complement: re.Pattern[str]
    end_of_complement: re.Pattern[str]
    connector: re.Pattern[str]
    parentheses: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    nouns = lexicon.actors()
    part = rf"(?:{lexicon.any_of(nouns.of_a_state)})(?!\w)"
    head = rf"(?:{lexicon.any_of(nouns.groups)})(?!\w)"
    word = lexicon.WORD
    # Words that cannot stand between the article of a group and its head.
    inner = rf"(?!(?:to|of|in|on|at|by|for|from|with|that|which|and|or|not|an?|the)\b){word}"
    return _Patterns(
        determiners=re.compile(r"(?:(?:the|both|all|every|each)\s+){1,3}", re.IGNORECASE),
        governing=re.compile(
            rf"(?:{word}\s+){{0,2}}?{part}(?:\s+and\s+{part})?\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE
        ),
        part_of_a_state=re.compile(rf"(?:['’]s?)?(?:\s+{inner})?\s+(?P<part>{part})", re.IGNORECASE),
        group_after_name=re.compile(rf"\s+(?:{inner}\s+)?{head}", re.IGNORECASE),
        group=re.compile(rf"(?:(?:the|an?)\s+)?(?P<phrase>(?:{inner}\s+){{0,4}}?{head})", re.IGNORECASE),
        complement=re.compile(r"\s+(?!and\b|or\b|as\b)\w"),
        short_complement=re.compile(rf"\s+(?:of|to|in)\s+(?:the|this|that|all)\s+{word}"),
        end_of_complement=re.compile(r"(?P<comma>\s*[,;:(])|\s+(?:and|or)\s+"),
        connector=re.compile(
            r"(?:\s*,\s*(?:(?:and|or|as\s+well\s+as|in\s+particular|including|especially|notably)\s+)?"
            r"|\s+(?:and|or|as\s+well\s+as|together\s+with)\s+)",
        ),
        parentheses=re.compile(r"\s*\([^()]{0,300}\)"),
    )
