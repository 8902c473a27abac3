"""Who speaks in a statement, so that "The Assembly calls on" is an ask, and reported speech is none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading import lexicon
from campaign.statements.reading.operative import adverbs
from campaign.statements.reading.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Person = Literal["first", "singular", "plural", "ours"]

_FIRST: Final = re.compile(r"\b(?:[Ww]e|WE|I)\b(?!['’.)])")
# A name with its capitals at the start of a sentence: "The Security Council", "UNICEF"; or two of them.
_CAPITAL: Final = r"[A-Z][\w’'-]{1,30}"
_LINKED: Final = rf"\s{_CAPITAL}(?:\s(?:of|for|on|and|the))?"
_ONE: Final = rf"(?:The(?:{_LINKED}){{1,7}}|[A-Z]{{2,10}}|{_CAPITAL}(?:\s{_CAPITAL}){{1,5}})"
_NAME: Final = re.compile(
    r"(?:\A|(?<=[.:;!?]\s)|(?<=[.:;!?]\n)|(?<=\n))[“\"]?(?:[A-Z][^.;:,\n]{0,80},\s+)?"
    rf"(?P<name>{_ONE}(?P<with>(?:,\s{_ONE}){{0,3}},?\sand\s(?:the\s)?{_ONE})?)"
    r"(?:\s\([^()]{1,40}\)|,[^.;:]{1,150}?,)?\s+"
)
# "Our coalition urges …", "My delegation calls on …".
_OURS: Final = re.compile(r"(?:[A-Z][^.;:]{0,100}?,\s+)?(?P<who>Our|our|My|my)(?=\s+[a-z])")
# After "The Ministers welcomed …".
_THEY: Final = re.compile(r"They\b")
_AND: Final = " and "
_SINGULAR: Final[Person] = "singular"
_PLURAL: Final[Person] = "plural"
_FIRST_TELLS: Final = re.compile(r"\b(?:[Ww]e|I)\s+")
# As often as that a name has to be the subject of an operative verb.
_TWICE: Final = 2
# A name that heads the text is that of its issuer rather than another's.
_HEAD: Final = 600


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
        told = Counter(_moods_of_first(text))
        self.is_past = told["past"] > told["base"]
        named = Counter(_operative_names(text))
        known = {name.lower() for name in issuers}
        of_first = told["base"] + told["past"]
        says_we = _FIRST.search(text) is not None
        names = {
            name
            for name, count in named.items()
            if name.lower().removeprefix("the ") in known
            or (count >= _TWICE and count > of_first)
            or (not says_we and (_short_names(name) or name in text[:_HEAD]))
        }
        self._together = _pattern({name for name in names if _AND in name})
        alone = {name for name in names if _AND not in name}
        shorts = {short for name in alone for short in _short_names(name)}
        self._names = _pattern(alone | shorts, with_it=not says_we)
        self.speaks_plural = not says_we
        self._has_spoken = False

    def subjects(self, start: int, end: int) -> Iterator[Subject]:
        """Where the speaker may be a subject between `start` and `end`, in order."""
        found = [
            Subject(match.start(), match.end(), "first") for match in _FIRST.finditer(self._text, start, end)
        ]
        for names, person in ((self._together, _PLURAL), (self._names, _SINGULAR)):
            matches = names.finditer(self._text, start, end) if names else ()
            found += [Subject(match.start(), match.end(), person) for match in matches]
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


def _operative_names(text: str) -> Iterator[str]:
    after = re.compile(adverbs(), re.IGNORECASE | re.ASCII)
    for match in _NAME.finditer(text):
        skipped = after.match(text, match.end())
        written = verb_at(text, skipped.end() if skipped else match.end(), len(text))
        moods = {"base", "past"} if match["with"] else {"third", "past"}
        if written and written.form.verb.does != "doing" and written.form.mood in moods:
            yield " ".join(match["name"].split())


def _short_names(name: str) -> list[str]:
    """Of "The Global Council of Examples" the word "Council"."""
    return [word for word in name.split() if word in _organs()]


def _pattern(names: set[str], *, with_it: bool = False) -> re.Pattern[str] | None:
    if not names:
        return None
    full = [name for name in names if " " in name or name.isupper()]
    shorts = lexicon.any_of(names.difference(full)) or "(?!)"
    known = lexicon.any_of(name.removeprefix("The ") for name in full)
    it = r"|(?:(?<=\.\s)|(?<=\n))It" if with_it else ""
    return re.compile(rf"\b(?:(?:[Tt]he\s+)?(?:{known})|The\s+(?:{shorts}){it})\b")


@cache
def _organs() -> frozenset[str]:
    return frozenset(lexicon.load("voices")["organs"])


@cache
def _organ() -> re.Pattern[str]:
    organs = lexicon.any_of(_organs())
    return re.compile(
        r"(?:[A-Z][^.;:]{0,150}?,\s+)?(?P<who>(?:[Tt]he|[Tt]his)\s+"
        r"(?:(?:\d{1,3}(?:st|nd|rd|th)|[a-z]{2,15}|[A-Z][\w’'-]*)\s+(?:of\s+(?:the\s+)?)?){0,5}?"
        rf"(?i:{organs})"
        rf"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s*){{1,4}}(?<=\w))?)(?=\s|,)"
    )


@cache
def _selves() -> re.Pattern[str]:
    return _people(lexicon.any_of(lexicon.load("voices")["selves"]))


@cache
def _plural() -> re.Pattern[str]:
    voices = lexicon.load("voices")
    return _people(lexicon.any_of([*voices["plural"], *voices["selves"]]))


def _people(people: str) -> re.Pattern[str]:
    return re.compile(
        rf"[“\"]?(?:[A-Z][^.;:]{{0,150}}?,\s+)?(?P<who>(?i:(?:the\s+)?(?:{people})))"
        r"(?:\s+(?:of|to)\s+this\s+[a-z]+)?(?=\s+(?!of\b|from\b|in\b|to\b)|,)"
    )
