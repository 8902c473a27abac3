"""Who speaks in a statement, so that "The Assembly calls on" is an ask, and reported speech is none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading import lexicon
from campaign.statements.reading.operative import adverbs
from campaign.statements.reading.own_names import HEAD, is_own
from campaign.statements.reading.verbs import verb_at, verbs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Person = Literal["first", "singular", "plural", "ours"]

_FIRST: Final = re.compile(
    r"\b(?:[Ww]e|WE|I|(?:[Ss]ome|[Oo]thers|[Mm]any|[Mm]ost)\sof\sus)\b(?![.)]|['’](?!re\b|m\b))"
)
# A name with its capitals at the start of a sentence: "The Security Council", "UNICEF"; or two of them.
_CAPITAL: Final = r"[A-Z][\w’'-]{1,30}"
_LINKED: Final = rf"\s{_CAPITAL}(?:\s(?:of|for|on|and|the)(?=\s(?:the\s)?[A-Z]))?"
# "Scholars at Risk", "Reporters Without Borders".
_SMALL: Final = r"(?:(?:of|for|from|at|in|on|against|without|to)\s(?:the\s)?)?"
_THE: Final = r"(?:The|THE|(?<=,\s)the|(?<=\swhy\s)the)"
_ONE: Final = rf"(?:{_THE}(?:{_LINKED}){{1,7}}|[A-Z][A-Z\d]{{1,9}}|{_CAPITAL}(?:\s{_SMALL}{_CAPITAL}){{1,5}})"
# "The League and its constituent members": several again.
_MEMBERS: Final = (
    r"its\s(?:[a-z]+\s){0,3}(?:members?|associations?|organisations?|organizations?|affiliates?|churches|partners?)"
    r"(?:\s(?:in\s)?[A-Z][\w’'-]*){0,3}"
)
_START: Final = r"(?:\A|(?<=[.:;!?]\s)|(?<=[.:;!?]\n)|(?<=\n))[“\"]?"
# "Geneva, 4 May – The League of Shepherds calls …"
_DATELINE: Final = r"[A-Z][\w ,.()/’'-]{1,60}?\s?[\N{EN DASH}\N{EM DASH}-]\s+"
_LEADING: Final = rf"(?:[A-Z][^.;:\n]{{0,200}}?,\s+|(?:This|That|It)\sis\swhy\s|{_DATELINE})"
_ASIDE: Final = r"(?:\s\([^()]{1,40}\)|,[^.;:]{1,150}?,)?\s+"
_NAMED: Final = (
    rf"(?P<name>{_ONE}(?P<with>(?:,\s{_ONE}){{0,3}},?\sand\s(?:(?:the\s)?{_ONE}|{_MEMBERS}))?){_ASIDE}"
)
# "Denmark, Finland and Sweden call on …".
_SHORT: Final = rf"(?:[Tt]he\s)?{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}(?:\sof\s(?:the\s)?{_CAPITAL})?"
_LISTED: Final = rf"(?P<name>{_SHORT}(?P<with>(?:,\s{_SHORT}){{0,40}},?\sand\s{_SHORT})){_ASIDE}"
# Names at the start of a sentence, and after its first words.
_NAMES: Final = tuple(
    re.compile(f"{_START}{leading}{named}") for leading in ("", _LEADING) for named in (_NAMED, _LISTED)
)
# "Our coalition urges …", "My delegation calls on …".
_OURS: Final = re.compile(r"(?:[A-Z][^.;:]{0,100}?,\s+)?(?P<who>Our|our|My|my)(?=\s+[a-z])")
# "The Governments of Chad and Mali, in view of the floods:" on a line of its own.
_PLURAL_LINE: Final = re.compile(
    r"^(?:The|We)\s+(?:[A-Z][a-z]+\s+){0,3}?(?:[A-Z][a-z]+s|undersigned|participants)\b[^.\n]{0,900}:[ \t]*$",
    re.MULTILINE,
)
# "The statement calls on …", in a text that does not say "we"; "This letter asks …".
_PAPERS: Final = (
    r"(?:joint\s+|public\s+|open\s+)?(?:statement|communiqu[eé]|declaration|appeal|letter|petition|message|minute)\b"
    r"(?:\s(?:titled|entitled|called|on)\s[^.;:]{2,150}?)?"
    r"(?=\s(?:(?:also|further|therefore|[a-z]+ly)\s)*(?:calls|urges|appeals|asks|demands|requests|invites|encourages)\b)"
)
_PAPER: Final = re.compile(rf"(?:The|This)\s{_PAPERS}")
_THIS_PAPER: Final = re.compile(rf"This\s{_PAPERS}")
# After "The Ministers welcomed …".
_THEY: Final = re.compile(r"They\b")
_SINGULAR: Final[Person] = "singular"
_PLURAL: Final[Person] = "plural"
_FIRST_TELLS: Final = re.compile(r"\b(?:[Ww]e|I)\s+")
# "The League is calling for …", "The League would like to ask …", "The League does hereby urge …".
_LEAD: Final = (
    r"(?P<lead>(?:wishes\s+to|continues\s+to|desires\s+to|would\s+(?:also\s+)?like\s+to|does"
    r"|is(?:\s+(?:also|today|therefore|now))?)\s+)"
)
_TELLING: Final = frozenset({"base", "past"})
# As often as that a name has to be the subject of an operative verb.
_TWICE: Final = 2
# "We use cookies" and the like say nothing of the speaker.
_STRAY: Final = 3
_QUOTED: Final = re.compile(r"“[^“”]{0,3000}”|\"[^\"]{0,3000}\"")
# "Members of the League", "Ministers", "Parliamentarians from the Coast" are several.
_MANY: Final = re.compile(r"(?:.*s\Z|[A-Z][a-z]+s\s(?:from|of|for|at|in)\s)")
_GOES_ON_TO_ASK: Final = re.compile(
    r"[^.;:]{3,250}?\sand\s(?:[a-z]+ly\s|also\s)?(?:calls?\s(?:up)?(?:on|for)|urges?|demands?|asks|appeals)\s"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A place where the issuer is named as a subject may be."""

    start: int
    end: int
    person: Person


class Voice:
    """The speaker of one text: "we" and "I" always, and the names that the text gives to its issuer."""

    def __init__(self, text: str, issuers: Sequence[str]) -> None:
        self._text = text
        own = _QUOTED.sub(lambda match: " " * len(match[0]), text)
        told = Counter(_moods_of_first(own))
        self.is_past = told["past"] > told["base"]
        told_of = list(_operative_names(own))
        named = Counter(one.name for one in told_of)
        several = {one.name for one in told_of if one.is_several}
        asks_now = {one.name for one in told_of if one.asks_now}
        known = {name.lower() for name in issuers}
        of_first = told["base"] + told["past"]
        says_we = of_first > 0 or sum(1 for _ in islice(_FIRST.finditer(own), _STRAY)) == _STRAY
        names = {
            name
            for name, count in named.items()
            if name.lower().removeprefix("the ") in known
            or (count >= _TWICE and count > of_first)
            or (not says_we and (_short_names(name) or name in text[:HEAD]))
            or (name in asks_now and is_own(name, text))
        }
        self._together = _pattern(names & several)
        alone = names - several
        shorts = {short for name in alone for short in _short_names(name)}
        self._names = _pattern(alone | shorts, with_it=not says_we)
        self.speaks_plural = not says_we
        self._has_spoken = self.speaks_plural and bool(_PLURAL_LINE.search(text) or _spoken().search(own))

    def subjects(self, start: int, end: int) -> Iterator[Subject]:
        """Where the speaker may be a subject between `start` and `end`, in order."""
        found = [
            Subject(match.start(), match.end(), "first") for match in _FIRST.finditer(self._text, start, end)
        ]
        for names, person in ((self._together, _PLURAL), (self._names, _SINGULAR)):
            matches = names.finditer(self._text, start, end) if names else ()
            found += [Subject(match.start(), match.end(), person) for match in matches]
        if match := (_PAPER if self.speaks_plural else _THIS_PAPER).match(self._text, start, end):
            found.append(Subject(match.start(), match.end(), "singular"))
        if self.speaks_plural and (match := _organ().match(self._text, start, end)):
            found.append(Subject(match.start("who"), match.end(), "singular"))
        if match := _OURS.match(self._text, start, end):
            found.append(Subject(match.start("who"), match.end(), "ours"))
        people = _plural() if self.speaks_plural else _selves()
        if match := people.match(self._text, start, end):
            found.append(Subject(match.start("who"), match.end(), "plural"))
            self._has_spoken = self.speaks_plural
        elif self._has_spoken and (match := _THEY.match(self._text, start, end)):
            found.append(Subject(match.start(), match.end(), "plural"))
        reached = start
        for subject in sorted(found, key=lambda subject: (subject.start, -subject.end)):
            if subject.start >= reached:
                reached = subject.end
                yield subject

    def organ(self, start: int, end: int) -> Subject | None:
        """The organ that opens a numbered paragraph: "8. Consequently, the Assembly invites …"."""
        match = _organ().match(self._text, start, end)
        return Subject(match.start("who"), match.end(), "singular") if match else None


def _moods_of_first(text: str) -> Iterator[str]:
    after = re.compile(adverbs(), re.IGNORECASE | re.ASCII)
    for match in _FIRST_TELLS.finditer(text):
        skipped = after.match(text, match.end())
        written = verb_at(text, skipped.end() if skipped else match.end(), len(text))
        if written and written.form.verb.does != "doing":
            yield written.form.mood


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that is the subject of an operative verb; `asks_now`: of one that asks, in the present tense."""

    name: str
    is_several: bool
    asks_now: bool


def _operative_names(text: str) -> Iterator[_Named]:
    after = re.compile(rf"{adverbs()}{_LEAD}?{adverbs()}", re.IGNORECASE | re.ASCII)
    for match in chain.from_iterable(names.finditer(text) for names in _NAMES):
        skipped = after.match(text, match.end())
        written = verb_at(text, skipped.end() if skipped else match.end(), len(text))
        has_lead = skipped is not None and skipped["lead"] is not None
        name = " ".join(match["name"].split())
        is_plural = match["with"] or (_MANY.match(name) and not has_lead)
        moods = (
            {"base", "past", *(() if match["with"] else ("third",))}
            if is_plural
            else {"base", "ing"}
            if has_lead
            else {"third", "past"}
        )
        if written and written.form.verb.does != "doing" and written.form.mood in moods:
            asks = written.form.verb.is_asking or _GOES_ON_TO_ASK.match(text, written.end)
            asks_now = bool(asks) and written.form.mood != "past"
            is_several = bool(match["with"]) or (written.form.mood == "base" and not has_lead)
            yield _Named(name, is_several, asks_now)


def _short_names(name: str) -> list[str]:
    """Of "The Global Council of Examples" the word "Council"."""
    return [word for word in name.split() if word in _organs()]


def _pattern(names: set[str], *, with_it: bool = False) -> re.Pattern[str] | None:
    if not names:
        return None
    full = [name for name in names if " " in name or name.isupper()]
    shorts = lexicon.any_of(names.difference(full)) or "(?!)"
    known = lexicon.any_of(re.sub(r"\A(?:The|THE|the)\s", "", name) for name in full)
    it = r"|(?:(?<=\.\s)|(?<=\n))It" if with_it else ""
    return re.compile(rf"\b(?:(?:(?:[Tt]he|THE)\s+)?(?:{known})|The\s+(?:{shorts}){it})\b")


@cache
def _organs() -> frozenset[str]:
    return frozenset(lexicon.load("voices")["organs"])


@cache
def _organ() -> re.Pattern[str]:
    organs = lexicon.any_of(_organs())
    bare = lexicon.any_of(lexicon.load("voices")["without_article"])
    return re.compile(
        rf"(?:[A-Z][^.;:]{{0,250}}?,\s+)?(?P<who>(?:{bare})(?=\s+[a-z])|(?:[Tt]he|[Tt]his)\s+"
        r"(?:(?:\d{1,3}(?:st|nd|rd|th)|(?!on\b|to\b|for\b|upon\b|[a-z]+s\b)[a-z]{2,15}|[A-Z][\w’'-]*)\s+(?:of\s+(?:the\s+)?)?){0,5}?"
        rf"(?i:{organs})"
        r"(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:(?:of|for|in|and)\s+(?:the\s+)?)?[A-Z][\w’'-]*){0,6})?)(?=\s|,)"
    )


@cache
def _selves() -> re.Pattern[str]:
    return _people(lexicon.any_of(lexicon.load("voices")["selves"]))


@cache
def _spoken() -> re.Pattern[str]:
    """People who speak together, at the start of a sentence."""
    people = lexicon.any_of(lexicon.load("voices")["plural"])
    return re.compile(
        rf"(?:(?<=\n)|(?<=\.\s)|\A)(?:\d+\.\s+)?(?i:(?:the\s+)?(?:[a-z]+\s+)?(?:{people}))\b(?!:)"
    )


@cache
def _plural() -> re.Pattern[str]:
    voices = lexicon.load("voices")
    return _people(lexicon.any_of([*voices["plural"], *voices["selves"]]))


def _people(people: str) -> re.Pattern[str]:
    many = rf"(?i:countries|states|nations|governments|{people})"
    named = rf"(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*\s+(?:and\s+)?){{1,4}}{many}"
    heads = {
        form.split(" ")[0]
        for form, what in verbs().forms.items()
        if what.verb.is_asking and what.mood in _TELLING
    }
    asks = rf"(?=\s(?:[a-z]+ly\s|today\s|also\s)?(?:{lexicon.any_of(heads)})\b)"
    told = r"\b(?:had|have|has|was|were|who|which|that)\b"
    of = (
        rf"(?:\s+(?:of|to)\s+this\s+[a-z]+"
        rf"|\s+(?:of|at|in|to|from|attending)\s+(?:(?!{told})[^.;:]){{2,150}}?{asks})?"
    )
    meeting = lexicon.any_of(lexicon.load("voices")["meetings"])
    return re.compile(
        rf"[“\"]?(?:[A-Z][^.;:]{{0,250}}?,\s+)?(?P<who>(?i:(?:the\s+)?(?:(?:{meeting})\s+)?(?:{people}))|{named}){of}"
        r"(?=\s+(?!of\b|from\b|in\b|to\b)|,)"
    )
