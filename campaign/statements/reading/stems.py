"""A stem with a list below it: "We call on the Government to:" and bullets that inherit its verb.

Bullets that begin with a verb are an item each. Bullets that are things ("an end to …") stay in the stem's
item, and so do sub-paragraphs with letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading.found import Stem, VerbHere
from campaign.statements.reading.operative import adverbs
from campaign.statements.reading.verbs import Verb, first_word, verb_at

if TYPE_CHECKING:
    from campaign.statements.reading.found import FoundItem
    from campaign.statements.reading.lines import MarkerKind
    from campaign.statements.reading.paragraphs import Paragraph

_OPEN: Final = re.compile(r"(?::|--|[\N{EM DASH}\N{EN DASH}]|\bto)[\s*_]*\Z")
_TO: Final = re.compile(r"\bto\b[\s:*_\N{EM DASH}\N{EN DASH}.-]*\Z")
_DETERMINERS: Final = re.compile(
    r"(?:the|an?|all|any|this|that|these|those|its|their|our|his|her|each|every|no)\Z", re.IGNORECASE
)
# A paragraph that begins with one of these is a thing, or goes on in prose.
_NO_VERB: Final = re.compile(
    r"(?:such|some|more|full|free|immediate|for|of|in|on|with|by|as|and|or|at|who|which|we|i|you|he|she|it|they"
    r"|there|yours|sincerely|signed|respectfully|thank|dear|contact|if|when|while|since|because|but|so)\Z",
    re.IGNORECASE,
)
_VERBS_TOO: Final = frozenset({"free"})
_LAST_WORDS: Final = 30
# What follows a verb in a list without bullets; a name of a signatory has none of these after its first word.
_OBJECT: Final = re.compile(
    r"\s+(?:the|all|an?|its|their|those|these|any|every|each|with|that|to|from|for|on|in|full|public|and|our"
    r"|your)\b"
)


@dataclass(slots=True)
class OpenStem:
    """A stem whose list is being read. `lists` is settled by the first paragraph of the list."""

    item: FoundItem
    ends_with_to: bool
    lists: Literal["verbs", "things"] | None = None
    kind: MarkerKind | None = None


def opened_by(text: str, item: FoundItem) -> OpenStem | None:
    """The stem that the item is, or None: its last verb asks, and its words stop before what is asked."""
    if not item.verbs or not any(verb.verb.is_asking for verb in item.verbs):
        return None
    last = text[max(item.start, item.end - _LAST_WORDS) : item.end]
    return OpenStem(item, bool(_TO.search(last))) if _OPEN.search(last) else None


def own_verb(text: str, stem: OpenStem, paragraph: Paragraph) -> VerbHere | None:
    """The verb that the paragraph below the stem begins with, or None for a thing."""
    begins = _begins().match(text, paragraph.body, paragraph.end)
    place = begins.end() if begins else paragraph.body
    written = verb_at(text, place, paragraph.end)
    word = first_word(text, place, paragraph.end)
    after_to = bool(begins and begins["to"])
    has_object = bool(word and _OBJECT.match(text, place + len(word), paragraph.end))
    is_thing = word and _NO_VERB.match(word) and not (after_to or (has_object and word in _VERBS_TOO))
    if word is None or is_thing or _DETERMINERS.match(word):
        return None
    is_marked = paragraph.marker is not None
    if not is_marked and not has_object:
        return None
    if written and written.form.mood == "base":
        verb = Verb(written.form.verb.lemma, "doing")
        return VerbHere(verb, paragraph.body, written.start, written.end, "bullet under a stem")
    if stem.ends_with_to or after_to or stem.lists == "verbs":
        return VerbHere(Verb(word, "doing"), paragraph.body, place, place + len(word), "bullet under a stem")
    return None


def stem_of(item: FoundItem) -> Stem:
    """What the items below inherit."""
    asking = tuple(verb for verb in item.verbs if verb.verb.is_asking)
    return Stem(asking[-1:], item.end)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"[*_]{{0,3}}(?P<to>to\s+)?(?:not\s+(?:to\s+)?)?{adverbs()}", re.IGNORECASE | re.ASCII)
