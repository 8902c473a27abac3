"""Headings under which a list asks: "Our demands:", "Recommendations to the Senate", "To all donors:".

The noun of such a heading says what is done; after a heading without one ("To all donors:") the noun that was
announced last holds, for several of them may stand below one "Recommendations".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import FoundItem, VerbHere
from campaign.statements.reading.verbs import Verb, verbs

if TYPE_CHECKING:
    from campaign.statements.reading.paragraphs import Paragraph

# A longer paragraph is no heading.
_LONGEST: Final = 220
_MARKS: Final = r"[\s#*_]*"
_TO: Final = re.compile(
    rf"{_MARKS}(?P<whom>(?:To|TO|For|FOR)\s+(?!(?:whom|this|that|these|end|be)\b)[^\n.;:]{{3,150}}?)(?:\s+(?:to|should|must))?\s*:?{_MARKS}"
)
# A line of its own with nothing but a name, below "Recommendations".
_NAME: Final = re.compile(
    rf"{_MARKS}(?P<whom>(?!(?:We|I|Our|My|It)\b)[A-Z][^\n.;:,]{{2,80}}?)(?:\s+(?:to|should|must))?\s*:?{_MARKS}"
)
# Without a noun: "Make sure that you do the following:" or "The Government should take these steps:".
_DO_THE_FOLLOWING: Final = re.compile(
    r"\b(?:you|(?i:governments?|states|leaders|ministers|parties|members|authorities|parliaments?|candidates))\s+"
    r"(?:(?:to|should|must|need\s+to)\s+)?(?:do|take|adopt|implement|pursue)\s+(?:the\s+following|these)\b"
    r"[^.:]{0,60}:[\s*_]*\Z"
)
_DEFAULT: Final = "call upon"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A heading with its noun as a verb; whether it asks for things too, and whether it says of whom."""

    item: FoundItem
    verb: Verb
    asks_things: bool
    names_somebody: bool


def announced(text: str, paragraph: Paragraph, in_force: Verb | None) -> Announcement | None:
    """The announcement that the paragraph is, or None; `in_force` is the verb of the one before it."""
    if paragraph.is_furniture or paragraph.end - paragraph.start > _LONGEST:
        return None
    if nominal := _nominal().fullmatch(text, paragraph.body, paragraph.end):
        verb = _for_persons(verbs().nouns[nominal["noun"].lower().removesuffix("s")])
        place = nominal.span("noun")
        asks_things = nominal["stop"] == ":" and verb.is_campaign
        return _announcement(text, paragraph, verb, place, asks_things=asks_things)
    if doing := _DO_THE_FOLLOWING.search(text, paragraph.body, paragraph.end):
        verb = _for_persons(verbs().asking[_DEFAULT])
        return _announcement(text, paragraph, verb, (doing.start(),) * 2, asks_things=False)
    form = _TO.fullmatch(text, paragraph.body, paragraph.end)
    if form is None and in_force:
        form = _NAME.fullmatch(text, paragraph.body, paragraph.end)
    if form is None:
        return None
    verb = in_force or _for_persons(verbs().asking[_DEFAULT])
    return _announcement(text, paragraph, verb, (form.start("whom"),) * 2, asks_things=False)


def _announcement(
    text: str, paragraph: Paragraph, verb: Verb, place: tuple[int, int], *, asks_things: bool
) -> Announcement:
    here = VerbHere(verb, paragraph.body, *place, "announced in a heading")
    item = FoundItem(paragraph.body, paragraph.end, None, None, "under a heading", (here,), paragraph.marker)
    left = text[place[1] : paragraph.end].strip(" \n:*_#")
    return Announcement(item, verb, asks_things, bool(left))


def _for_persons(verb: Verb) -> Verb:
    """The verb as a heading uses it: "Demands to the Government" are put to the Government."""
    return replace(verb, asks="person")


@cache
def _nominal() -> re.Pattern[str]:
    nouns = lexicon.any_of(verbs().nouns)
    return re.compile(
        rf"{_MARKS}(?:[^\W\d_]+(?:-[^\W\d_]+)?\s+){{0,4}}?(?P<noun>(?:{nouns})s?)\b"
        r"(?:\s+(?:to|for|on|of|towards)\s+[^\n.;:]{3,150}?)?"
        r"(?:,?\s+(?:is|are|include|includes|as\s+follows|the\s+following|below|therefore|simple|clear)\b){0,3}"
        rf"\s*(?P<stop>:?)\.?{_MARKS}",
        re.IGNORECASE,
    )
