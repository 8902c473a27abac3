"""A verb with the noun that says what it does: "reiterates its call upon", "expresses its grave concern"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import VerbHere
from campaign.statements.reading.verbs import Verb, verbs

if TYPE_CHECKING:
    from campaign.statements.reading.verbs import Written

_BEFORE: Final = (
    r"(?:our|its|the|their|his|her|my|an?|[A-Z][\w-]+['’]s)\s+"
    r"(?:[^\W\d_]+(?:-[^\W\d_]+)?(?:['’]s)?,?\s+){0,3}?"
)


def verb_here(text: str, written: Written, leaves: int, end: int, rule: str) -> VerbHere:
    """The main verb that is `written` there, by what it does; what belongs to it ends before `end`."""
    verb, reached = written.form.verb, written.end
    if verb.lemma in verbs().carrying and (carried := _carried().match(text, written.end, end)):
        noun = verbs().nouns[carried["noun"].lower().removesuffix("s")]
        is_for = noun.lemma == "call upon" and (carried["link"] or "").lower() == "for"
        verb = verbs().asking["call for"] if is_for else noun
        reached = carried.end()
        rule = f"{rule}, carried by a noun"
    elif verb.lemma == "express" and (expressed := _expressed().match(text, written.end, end)):
        verb = Verb(f"express {expressed['noun'].lower()}", "stating")
    return VerbHere(verb, leaves, written.start, reached, rule, written.is_upper(text))


@cache
def _carried() -> re.Pattern[str]:
    nouns = lexicon.any_of(verbs().nouns)
    # "our call to all parties" has a link; in "our call to end …" the "to" belongs to the request.
    link = r"(?:on|upon|for|to(?=\s+(?:the|all|both|every|each|those|other|member|its|our|[A-Z])\b))"
    return re.compile(rf"\s+{_BEFORE}(?P<noun>(?:{nouns})s?)\b(?:\s+(?P<link>{link})\b)?", re.IGNORECASE)


@cache
def _expressed() -> re.Pattern[str]:
    nouns = lexicon.any_of(verbs().expressed)
    return re.compile(
        rf"(?:[\s*_]+[^\W\d_]+(?:-[^\W\d_]+)?,?){{0,6}}?[\s*_]+(?P<noun>{nouns})\b", re.IGNORECASE
    )
