"""Who is asked: from the words of an item's asks to addressees, each with the way in which it was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading.identities import Identities
from campaign.statements.reading.imperatives import TO_THE_READER
from campaign.statements.reading.implied import Implied
from campaign.statements.reading.objects import after_aside, infinitive, marked_parts
from campaign.statements.reading.setting import Setting
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from campaign.statements.reading.found import VerbHere
    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.parties_found import Parties, Party
    from campaign.statements.reading.requests import Ask
    from campaign.statements.values import Addressee

# In which way an addressee was found; `unsure` weighs them.
Way = Literal[
    "object",  # "urges X to …"
    "object without to",  # "calls on X for …"
    "subject",  # "demands that X …"
    "subject of a passive",  # "X are urged to …"
    "sub-paragraph",  # "calls on: (a) X to …"
    "continued",  # "calls on … to …, and on X to …"
    "direction",  # "under the direction of X"
    "unknown words",  # "urges the wise of the earth to …"
    "words left over",  # an object that the grammar could not read to its end
    "doer in the request",  # "calls for restraint by X"
    "made to act",  # "demands an effort to make X realize …"
    "meeting",  # "calls for talks between X and Y"
    "doer before",  # "condemns X's attacks and demands an end"
    "letter",  # asked of nobody in a letter, so of its reader
]

_THAT: Final = re.compile(r"that\s+", re.IGNORECASE)
_FURTHER_THAT: Final = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?=that\s)")
_FOR: Final = re.compile(
    r"(?:(?:up)?on\s+)?(?:for\s+)?(?:(?:to|of|from)\s+(?=the\b|all\b|[A-Z]))?", re.IGNORECASE
)
_LIST_FOLLOWS: Final = re.compile(r"\s*(?:--|[:\N{EM DASH}\N{EN DASH}-])")
_SHALL: Final = re.compile(r"\s+(?:should|must|shall|needs?\s+to|has\s+to|have\s+to)\b")
_SENTENCE: Final = re.compile(r"(?:(?<=[.;:]\s)|(?<=\n))(?=[A-Z])|\A")
_YOUR: Final = re.compile(r"your\b", re.IGNORECASE)
_AS: Final = re.compile(r",?\s+as\s+(?:the\s+)?", re.IGNORECASE)
# "that North Korea be brought before …": the subject suffers it. Participles in -ed, and common ones without.
_PASSIVE: Final = re.compile(
    r"\s*(?:,[^,]{1,200},\s*)?(?:not\s+|also\s+|fully\s+)?(?:(?:should|must|shall|can|may|will)\s+(?:not\s+)?)?"
    r"(?:be|is|are)\s+(?:[a-z]+ly\s+)?(?:[a-z]+ed|brought|held|given|made|kept|put|sent|taken|shown|told|found|paid)\b"
)
# What may follow a party that is asked without "to": "calls upon Thailand for …", "urges China, …".
_AFTER_PARTY: Final = re.compile(
    r"\s*(?:[,;:.()]|(?:for|in|as|on|with|about|against|regarding|not|that|at|via|by|through|and|should|must)\b|['’]|$)",
    re.IGNORECASE,
)
_BARE_VERB: Final = re.compile(r"\s+(?!(?:and|or|of|in|for|to|s)\b)[a-z]+")
_UNDER: Final = re.compile(
    r"\bunder\s+the\s+(?:[a-z]+\s+)?(?:direction|leadership|guidance|supervision)\s+of\s+", re.IGNORECASE
)
# How a further party is joined on after the first request.
_CONTINUED: Final = {
    "call upon": re.compile(r"(?:[,;]|\band)\s+(?:and\s+)?(?:also\s+)?(?:up)?on\s+"),
    "appeal": re.compile(r"(?:[,;]|\band)\s+(?:and\s+)?(?:also\s+)?(?:to|on)\s+(?=the\b|all\b|[A-Z])"),
    "call for": re.compile(r"(?:[,;]|\band)\s+(?:and\s+)?(?:also\s+)?for\s+"),
}
_AND: Final = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?=the\s|all\s|[A-Z])")
_TO_DO: Final = re.compile(r"\s+(?:not\s+)?to\s+(?!the\b|an?\b|[A-Z])[a-z]")
_WORD: Final = re.compile(r"(?<![\w'’-])[\w'’]")
_NEAR: Final = 80
_WORDS: Final = 6
# Verbs with which the writers of a letter ask its reader; they call for things of the world at large.
_OF_A_LETTER: Final = frozenset(
    ["ask", "request", "urge", "appeal", "implore", "beseech", "entreat", "plead", "exhort"]
)


@dataclass(frozen=True, slots=True)
class Found:
    """An addressee, and the way in which it was found."""

    addressee: Addressee
    way: Way


class Addressing:
    """Finds who is asked, in one text."""

    def __init__(self, text: str, mentions: Mentions, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._setting = Setting(text, mentions, grammar)
        self._identities = Identities(text, mentions, grammar, self._setting)
        self._implied = Implied(text, mentions, grammar)

    def found(self, item: Span, asks: Sequence[Ask]) -> tuple[Found, ...]:
        """Who is asked in an item by all of its asks, in their order; nobody twice."""
        found = _once_each(one for ask in asks for one in self._of(item, ask))
        return found or _once_each(self._reader_of_letter(item, asks))

    def _of(self, item: Span, ask: Ask) -> Iterator[Found]:
        if ask.verb is None or ask.verb.rule == TO_THE_READER:
            return
        here = _Here(item, ask.verb)
        if ask.shape == "passive" and ask.object:
            yield from self._listed(ask.object, here, "subject of a passive")
            return
        scope = Span(after_aside(self._text, here.verb.end, ask.end), ask.end)
        found = [*self._put_to(scope, here)]
        if not found and scope.end <= item.start:
            # The stem asks nobody: its bullets may say who is asked.
            scope = ask.request
            found = [*self._put_to(scope, here)] or [*self._ought(scope, here)]
        yield from found or self._of_thing(scope, here)
        if found:
            yield from self._continued(scope, here)
            yield from self._continued_bare(scope, here)
        for match in _UNDER.finditer(self._text, scope.start, scope.end):
            parties = self._grammar.parties(match.end(), scope.end)
            yield from self._all(parties.found, here, "direction")

    def _put_to(self, scope: Span, here: _Here) -> Iterator[Found]:
        """Those to whom the request is put in so many words."""
        if _THAT.match(self._text, scope.start, scope.end):
            yield from self._subjects(scope, here)
            return
        skipped = _FOR.match(self._text, scope.start, scope.end)
        scope = Span(skipped.end() if skipped else scope.start, scope.end)
        to = infinitive(self._text, scope.start, scope.end)
        if your := _YOUR.match(self._text, scope.start, scope.end):
            reader = self._identities.reader(Span(your.start(), your.end()), here.item)
            yield from (Found(one, "object") for one in reader)
        elif to and self._is_object(Span(scope.start, to.start), here.verb):
            yield from self._listed(Span(scope.start, to.start), here, "object")
        elif _LIST_FOLLOWS.match(self._text, scope.start, scope.end):
            yield from self._in_parts(scope, here)
        else:
            yield from self._without_to(scope, here)

    def _is_object(self, asked: Span, verb: VerbHere) -> bool:
        """Whether the words before "to" are those who are asked."""
        parties = self._grammar.parties(asked.start, asked.end, with_complements=True)
        if not parties:
            return verb.verb.asks == "person" and self._identities.unknown(asked) is not None
        return verb.verb.asks == "person" or not self._is_left(parties, asked)

    def _is_left(self, parties: Parties, asked: Span) -> bool:
        return bool(self._text[parties.end : asked.end].strip(" ,;\n\t"))

    def _listed(self, asked: Span, here: _Here, way: Way) -> Iterator[Found]:
        parties = self._grammar.parties(asked.start, asked.end, with_complements=True)
        if parties:
            is_left = self._is_left(parties, asked)
            yield from self._all(self._described(parties, asked), here, "words left over" if is_left else way)
        elif unknown := self._identities.unknown(asked):
            yield Found(unknown, "unknown words")

    def _described(self, parties: Parties, asked: Span) -> Iterable[Party]:
        """The parties; of "you as the High Commissioner" the High Commissioner."""
        if parties.found[0].kind == "pronoun" and (as_ := _AS.match(self._text, parties.end, asked.end)):
            described = self._grammar.parties(as_.end(), asked.end)
            if described:
                return described.found
        return parties.found

    def _subjects(self, clauses: Span, here: _Here) -> Iterator[Found]:
        """The subjects of that-clauses, where they are to act."""
        that = _THAT.match(self._text, clauses.start, clauses.end)
        while that:
            parties = self._grammar.parties(that.end(), clauses.end)
            if parties and not _PASSIVE.match(self._text, parties.end, clauses.end):
                yield from self._all(parties.found, here, "subject")
            further = _FURTHER_THAT.search(self._text, that.end(), clauses.end)
            that = _THAT.match(self._text, further.end(), clauses.end) if further else None

    def _ought(self, clauses: Span, here: _Here) -> Iterator[Found]:
        """The subject of a sentence below a stem that says what somebody should do."""
        for sentence in _SENTENCE.finditer(self._text, clauses.start, clauses.end):
            parties = self._grammar.parties(sentence.end(), clauses.end)
            is_active = parties and not _PASSIVE.match(self._text, parties.end, clauses.end)
            if is_active and _SHALL.match(self._text, parties.end, clauses.end):
                yield from self._all(parties.found, here, "subject")
                return

    def _in_parts(self, scope: Span, here: _Here) -> Iterator[Found]:
        """Those asked one by one in sub-paragraphs: "calls on: (a) Peru to …; (b) Chile to …"."""
        for part in marked_parts(self._text, scope.start, scope.end):
            if _THAT.match(self._text, part.start, part.end):
                yield from self._subjects(part, here)
                continue
            to = infinitive(self._text, part.start, part.end)
            parties = self._grammar.parties(
                part.start, to.start if to else part.end, with_complements=bool(to)
            )
            if parties and (to or _SHALL.match(self._text, parties.end, part.end)):
                yield from self._all(parties.found, here, "sub-paragraph")

    def _without_to(self, scope: Span, here: _Here) -> Iterator[Found]:
        parties = self._grammar.parties(scope.start, scope.end)
        is_person = here.verb.verb.asks == "person"
        after = _AFTER_PARTY if is_person else _BARE_VERB
        if parties and scope.start == here.item.start and self._is_first_word(parties):
            return  # below a stem a capital begins a line rather than a name
        if parties and after.match(self._text, parties.end, scope.end):
            yield from self._all(parties.found, here, "object without to" if is_person else "subject")
        elif further := _FURTHER_THAT.search(self._text, scope.start, scope.end):
            yield from self._subjects(Span(further.end(), scope.end), here)

    def _is_first_word(self, parties: Parties) -> bool:
        first = parties.found[0]
        return first.kind == "title" and " " not in first.span.of(self._text)

    def _continued(self, scope: Span, here: _Here) -> Iterator[Found]:
        """Those asked after the first request: "calls on A to …, and on B to …"."""
        pattern = _CONTINUED.get(here.verb.verb.lemma)
        for match in pattern.finditer(self._text, scope.start, scope.end) if pattern else ():
            to = infinitive(self._text, match.end(), scope.end)
            asked = Span(match.end(), to.start) if to else None
            parties = self._grammar.parties(asked.start, asked.end, with_complements=True) if asked else None
            if parties and asked and not self._is_left(parties, asked):
                yield from self._all(parties.found, here, "continued")

    def _continued_bare(self, scope: Span, here: _Here) -> Iterator[Found]:
        """Those who follow without a word of their own: "urges A to stop attacks and B to lift the ban"."""
        to = infinitive(self._text, scope.start, scope.end)
        for match in _AND.finditer(self._text, to.end if to else scope.start, scope.end):
            parties = self._grammar.parties(match.end(), scope.end)
            if (
                parties
                and _TO_DO.match(self._text, parties.end)
                and not self._ends_in_party(scope.start, match.start())
            ):
                yield from self._all(parties.found, here, "continued")

    def _ends_in_party(self, start: int, end: int) -> bool:
        """Whether the words before "and" name a party as well, so that both belong together."""
        words = [match.start() for match in _WORD.finditer(self._text, max(start, end - _NEAR), end)]
        return any(self._grammar.parties(place, end).end == end for place in words[-_WORDS:])

    def _of_thing(self, scope: Span, here: _Here) -> Iterator[Found]:
        """Those who have to do what is asked, where the request is put to nobody."""
        if named := self._implied.named_in(scope):
            yield from self._all(named.found, here, "doer in the request")
            return
        if made := self._implied.made_to_act(scope):
            yield from self._all(made.found, here, "made to act")
            return
        meets = self._implied.who_meets(scope)
        for mention, whole in meets:
            yield from (Found(one, "meeting") for one in self._identities.named(mention, whole, "implied"))
        if not meets and (doer := self._implied.doer(scope, here.item, here.verb.start)):
            for one in self._all([doer], here, "doer before"):
                yield Found(replace(one.addressee, basis="implied"), one.way)

    def _reader_of_letter(self, item: Span, asks: Sequence[Ask]) -> Iterator[Found]:
        """What a letter asks of nobody it asks of whom it is written to."""
        if any(ask.verb and _is_of_a_letter(ask.verb) for ask in asks):
            for party in self._setting.written_to(item.start):
                for one in self._identities.of(party, item, party.span.start):
                    yield Found(replace(one, basis="implied"), "letter")

    def _all(self, parties: Iterable[Party], here: _Here, way: Way) -> Iterator[Found]:
        for party in parties:
            for one in self._identities.of(party, here.item, here.verb.start):
                yield Found(one, way)


@dataclass(frozen=True, slots=True)
class _Here:
    """The item in which somebody is asked, and the verb that asks."""

    item: Span
    verb: VerbHere


def _is_of_a_letter(verb: VerbHere) -> bool:
    return verb.verb.lemma in _OF_A_LETTER or verb.rule == TO_THE_READER


def _once_each(found: Iterable[Found]) -> tuple[Found, ...]:
    by_code: dict[str, Found] = {}
    for one in found:
        is_anew = one.addressee.basis == "anaphora" and one.addressee.kind == "group"
        if not (is_anew and any(code.startswith(f"{one.addressee.code} ") for code in by_code)):
            by_code.setdefault(one.addressee.code, one)
    return tuple(by_code.values())
