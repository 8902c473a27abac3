"""Who is asked: from the words of one ask to codes, each with the phrase that names it and on what basis."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.gazetteer import name_of
from campaign.statements.values import Addressee, Basis, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.gazetteer import Mention, Mentions
    from campaign.statements.reading.parties import Grammar, Parties, Party
    from campaign.statements.reading.requests import Ask

_ARTICLE: Final = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
# "that North Korea be brought before …": the subject suffers it. Participles in -ed, and common ones without.
_PASSIVE: Final = re.compile(
    r"\s*(?:not\s+)?(?:be|is|are)\s+(?:[a-z]+ly\s+)?"
    r"(?:[a-z]+ed|brought|held|given|made|kept|put|sent|taken|shown|told|found|paid)\b"
)
_BY: Final = re.compile(r"\b(?:by|from|on\s+the\s+part\s+of)\s+", re.IGNORECASE)
_CAUSING: Final = re.compile(r"\b(?:make|have|get|let|cause|oblige|compel|ensure\s+that)\s+", re.IGNORECASE)
_UNDER: Final = re.compile(
    r"\bunder\s+the\s+(?:[a-z]+\s+)?(?:direction|leadership|guidance|supervision)\s+of\s+", re.IGNORECASE
)
_EVERYBODY: Final = re.compile(r"(?:all|those|everyone|others)\b", re.IGNORECASE)
# An object may go on so long that it is no name any more.
_LONGEST_NAME: Final = 120


class Addressing:
    """Finds who is asked, in one text."""

    def __init__(self, text: str, mentions: Mentions, grammar: Grammar) -> None:
        self._text = text
        self._mentions = mentions
        self._grammar = grammar

    def of(self, ask: Ask) -> tuple[Addressee, ...]:
        """Who is asked, in the order of the text; nobody twice."""
        if ask.object:
            found = list(self._object(ask.object))
        elif ask.shape == "clause":
            found = [*self._subject(ask.request)] or [*self._whoever_has_to(ask.request)]
        else:
            found = list(self._whoever_has_to(ask.request))
        found += self._under_whose_direction(ask.request)
        return self._once_each(found)

    def _object(self, asked: Span) -> Iterator[Addressee]:
        parties = self._grammar.parties(asked.start, asked.end, with_complements=True)
        if parties:
            yield from self._all(parties)
        elif other := self._unknown(asked):
            yield other

    def _subject(self, clause: Span) -> Iterator[Addressee]:
        parties = self._grammar.parties(clause.start, clause.end)
        if parties and not _PASSIVE.match(self._text, parties.end, clause.end):
            yield from self._all(parties)

    def _whoever_has_to(self, request: Span) -> Iterator[Addressee]:
        for pattern in (_BY, _CAUSING):
            for match in pattern.finditer(self._text, request.start, request.end):
                parties = self._grammar.parties(match.end(), request.end)
                if parties:
                    yield from self._all(parties)
                    return
        yield from self._who_meets(request)

    def _who_meets(self, request: Span) -> Iterator[Addressee]:
        for meeting in _meetings().finditer(self._text, request.start, request.end):
            between = self._grammar.parties(meeting.end(), request.end) if meeting["between"] else None
            if between:
                whole = Span(meeting.start("meeting"), between.end)
                names = [party.mention for party in between.found if party.mention]
            else:
                names = self._named_before(meeting.start("meeting"))
                whole = Span(names[0].span.start if names else 0, meeting.end("meeting"))
            for mention in names:
                yield from self._named(mention, whole, "implied")
            if names:
                return

    def _named_before(self, place: int) -> list[Mention]:
        """The names right before a meeting: two in "the US-China summit"."""
        names: list[Mention] = []
        while place and self._text[place - 1] in " \n-\N{EN DASH}":
            mention = self._mentions.up_to(place - 1)
            if mention is None:
                break
            names.insert(0, mention)
            place = mention.span.start
        return names

    def _under_whose_direction(self, request: Span) -> Iterator[Addressee]:
        for match in _UNDER.finditer(self._text, request.start, request.end):
            yield from self._all(self._grammar.parties(match.end(), request.end))

    def _all(self, parties: Parties) -> Iterator[Addressee]:
        for party in parties.found:
            yield from self._party(party)

    def _party(self, party: Party) -> Iterator[Addressee]:
        if party.mention:
            yield from self._named(party.mention, party.span, "named")
        else:
            yield self._open(party.span)

    def _named(self, mention: Mention, phrase: Span, basis: Basis) -> Iterator[Addressee]:
        words = phrase.of(self._text)
        for code in mention.entry.codes:
            yield Addressee(code, mention.entry.kind, name_of(code), words, phrase.start, phrase.end, basis)

    def _open(self, phrase: Span) -> Addressee:
        words = phrase.of(self._text)
        name = " ".join(words.split())
        return Addressee(f"GROUP:{name.lower()}", "group", name, words, phrase.start, phrase.end, "group")

    def _unknown(self, asked: Span) -> Addressee | None:
        article = _ARTICLE.match(self._text, asked.start, asked.end)
        start = article.end() if article else asked.start
        words = Span(start, asked.end).of(self._text)
        words = words.split(",", maxsplit=1)[0].rstrip()
        if not words or len(words) > _LONGEST_NAME:
            return None
        phrase = Span(start, start + len(words))
        if _EVERYBODY.match(words):
            return self._open(phrase)
        name = " ".join(words.split())
        return Addressee(f"OTHER:{name}", "other", name, words, phrase.start, phrase.end, "named")

    def _once_each(self, found: list[Addressee]) -> tuple[Addressee, ...]:
        by_code = {addressee.code: addressee for addressee in reversed(found)}
        return tuple(
            sorted(by_code.values(), key=lambda addressee: (addressee.start, found.index(addressee)))
        )


@cache
def _meetings() -> re.Pattern[str]:
    nouns = lexicon.any_of(lexicon.actors().meetings)
    return re.compile(
        rf"\b(?P<meeting>{nouns})\b(?P<between>\s+(?:between|of|among|with)\s+)?", re.IGNORECASE
    )
