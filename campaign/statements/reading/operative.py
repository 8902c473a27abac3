"""Operative verbs in a text: the one that opens a paragraph, and the further ones of the same item.

Two forms are read. In capitals, as in "URGE North Korea to …", the capitals are the mark, with or without a
number. In the third person, as in "Strongly urges Thailand to …", the paragraph needs a number, letter or
bullet, for a sentence of prose may begin so as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.lexicon import Verb

# A heading all in capitals is none of the items, so something in small letters has to follow soon.
_SOON: Final = 200
_SMALL: Final = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class VerbHere:
    """A main verb of an item. `leaves` is where what belongs to the verb before it ends."""

    verb: Verb
    leaves: int
    start: int
    end: int
    in_capitals: bool


def opening(text: str, start: int, end: int, *, is_marked: bool) -> VerbHere | None:
    """The operative verb that opens the paragraph between `start` and `end`, or None."""
    match = _patterns().opening.match(text, start, end)
    if match is None:
        return None
    form = lexicon.verbs().forms[lexicon.plain_words(match["verb"])]
    in_capitals = match["verb"].isupper()
    if in_capitals and not _SMALL.search(text, match.end(), min(end, match.end() + _SOON)):
        return None
    if not in_capitals and not (is_marked and form.is_third_person):
        return None
    return VerbHere(form.verb, start, match.start("verb"), match.end("verb"), in_capitals)


def further(text: str, first: VerbHere, end: int) -> Iterator[VerbHere]:
    """The main verbs that follow `first` in the same item, which ends at `end`."""
    patterns = _patterns()
    pattern = patterns.further_in_capitals if first.in_capitals else patterns.further_in_third_person
    for match in pattern.finditer(text, first.end, end):
        written = match["verb"]
        form = lexicon.verbs().forms[lexicon.plain_words(written)]
        if _is_main_verb(form, written, first):
            yield VerbHere(
                form.verb, match.start(), match.start("verb"), match.end("verb"), written.isupper()
            )


def starts_inside(text: str, start: int, end: int) -> Iterator[int]:
    """Where numbered paragraphs begin within a line: the "2." of "1. Urges …; 2. Demands …"."""
    for match in _patterns().number_inside.finditer(text, start, end):
        form = lexicon.verbs().forms[lexicon.plain_words(match["verb"])]
        if form.is_third_person or match["verb"].isupper():
            yield match.start("number")


def _is_main_verb(form: lexicon.VerbForm, written: str, first: VerbHere) -> bool:
    if written.isupper():
        return form.verb.does != "doing"
    if first.in_capitals and not form.is_third_person:
        return form.verb.is_asking
    return form.verb.is_asking and form.is_third_person


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    further_in_capitals: re.Pattern[str]
    further_in_third_person: re.Pattern[str]
    number_inside: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    known = lexicon.verbs()
    adverb = rf"(?:[a-z]{{2,20}}ly|{lexicon.any_of(known.adverbs)})"
    adverbs = rf"(?:{adverb}(?:,|,?\s+and)?\s+){{0,4}}"
    verb = rf"(?P<verb>{lexicon.any_of(known.forms)})(?!\w)"
    # "and demands of the people" and "requests from abroad" are nouns.
    is_verb = r"(?!\s+(?:of|from|by|are|were|is|was|have|has|made)\b)"
    asked = rf"{adverbs}{verb}{is_verb}"
    # Only at the first of several blanks: a run of them is not tried again from each.
    and_ = r"(?<!\s)\s+and\s+"
    return _Patterns(
        opening=re.compile(rf"{adverbs}{verb}", re.IGNORECASE),
        further_in_capitals=re.compile(rf"(?:[.;]\s+|[,;]\s+and\s+|{and_}(?=[A-Z]{{3}}))(?i:{asked})"),
        further_in_third_person=re.compile(
            rf"(?:[,;.]\s+(?:and\s+)?|{and_})(?:in\s+this\s+(?:regard|context),?\s+)?{asked}", re.IGNORECASE
        ),
        number_inside=re.compile(
            rf"[;:.\N{{EM DASH}}]\s*(?:and\s+)?(?P<number>\(?\d{{1,3}}[.)])\s+(?i:{adverbs}{verb})"
        ),
    )
