"""A stem with a list below it: "We call on the Government to:" and bullets that inherit its verb.

Bullets that begin with a verb are an item each. Bullets that are things ("an end to …") stay in the stem's
item, and so do sub-paragraphs with letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import Stem, VerbHere
from campaign.statements.reading.objects import infinitive
from campaign.statements.reading.operative import adverbs
from campaign.statements.reading.verbs import Verb, first_word, verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.announced import Announcement
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
_ONLY_THAT: Final = re.compile(r"\s+that\b[\s:*_\N{EM DASH}\N{EN DASH}-]*")
_THAT: Final = re.compile(r"[Tt]hat\s+(?!is\b|was\b)")
# Below "The League calls for the following:" stands "The ministers should …".
_FOLLOWING: Final = re.compile(r"\s+(?:the\s+following|these)\b[^.:]{0,60}:[\s*_]*")
_SHOULD: Final = re.compile(r"\s(?:should|must|shall|needs?\sto|ought\sto)\s")
_SOON: Final = 300
_LEAD: Final = r"(?:(?:instead|additionally|moreover|furthermore|lastly|finally|further|secondly),\s+)?"
# Only so far are further verbs of a bullet looked for.
_LONGEST_BULLET: Final = 500
_TO_WORD: Final = re.compile(r"\bto\s+")
_CLAUSE: Final = re.compile(r"[.;:]|\b(?:that|which|who|whose|where|how|what)\b")
_OF: Final = re.compile(r"\s(?:of|in|on|for|by|from|against|with)\s")
_ACTORS: Final = re.compile(
    r"(?:community|university|authority|authorities|parliament|government|nation|(?:organi[sz]|associ|feder|deleg|popul)ation"
    r"|institution|coalition|union|mission)s?\Z",
    re.IGNORECASE,
)
_LONGEST_PARTY: Final = 200
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
    announcement: Announcement | None = None


def opened_by(text: str, item: FoundItem) -> OpenStem | None:
    """The stem that the item is, or None: its last verb asks, and its words stop before what is asked."""
    if not item.verbs or not any(verb.verb.is_asking for verb in item.verbs):
        return None
    last = text[max(item.start, item.end - _LAST_WORDS) : item.end]
    return OpenStem(item, bool(_TO.search(last))) if _OPEN.search(last) else None


def under(announcement: Announcement) -> OpenStem:
    """The stem that a heading is for the list below it."""
    return OpenStem(announcement.item, ends_with_to=False, announcement=announcement)


def may_lose_marks(text: str, stem: OpenStem) -> bool:
    """Whether a list without bullets may stand below the stem."""
    last = text[stem.item.end - 1]
    return stem.ends_with_to or (stem.announcement is not None and last == ":")


def own_verb(text: str, stem: OpenStem, paragraph: Paragraph) -> VerbHere | None:
    """The verb that the paragraph below the stem begins with, or None for a thing."""
    if _asks_that(text, stem.item):
        return None
    is_for = stem.item.verbs[-1].verb.lemma == "call for"
    listed = _verb_of_list(text, stem, paragraph)
    if stem.announcement and listed and verb_at(text, listed.start, listed.end):
        return listed  # "Compel the council to …" tells nobody below "Our demands"
    told = _told(text, paragraph, is_for=is_for) if asks_whom(text, stem.item) else None
    return told or listed


def further_verbs(text: str, first: VerbHere, end: int) -> Iterator[VerbHere]:
    """The verbs that go on after the first of a bullet: "Open the gates and free the crew"."""
    for match in _and().finditer(text, first.end, min(end, first.end + _LONGEST_BULLET)):
        between = text[first.end : match.start()]
        written = verb_at(text, match.end(), end)
        if _CLAUSE.search(between) or any(
            _is_infinitive(text, to.end(), end) for to in _TO_WORD.finditer(text, first.end, match.start())
        ):
            return
        if written and written.form.mood == "base" and _OBJECT.match(text, written.end, end):
            verb = Verb(written.form.verb.lemma, "doing")
            yield VerbHere(verb, match.start(), written.start, written.end, "further verb of a bullet")


def _verb_of_list(text: str, stem: OpenStem, paragraph: Paragraph) -> VerbHere | None:
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
    if not is_marked and stem.announcement:
        return None
    if stem.ends_with_to or after_to or stem.lists == "verbs":
        return VerbHere(Verb(word, "doing"), paragraph.body, place, place + len(word), "bullet under a stem")
    return None


def _is_infinitive(text: str, start: int, end: int) -> bool:
    """Whether after a "to" a verb stands there: "to open the wells", and not "to court"."""
    written = verb_at(text, start, end)
    word = first_word(text, start, end)
    is_known = written is not None and written.form.mood == "base"
    has_object = word and _OBJECT.match(text, start + len(word), end)
    return is_known or bool(has_object and has_object[0].strip() != "and")


def asks_whom(text: str, item: FoundItem) -> bool:
    """Whether the list below says who is asked: "We call on:" and "1. All parties to …"."""
    verb = item.verbs[-1]
    left = text[verb.end : item.end].strip(" :*_\n")
    is_for = verb.verb.lemma == "call for"
    return item.marker is None and (is_for or verb.verb.asks == "person") and left in ("", "the following")


def is_clause(text: str, stem: OpenStem, paragraph: Paragraph) -> bool:
    """Whether the paragraph is a clause below "We demand that:", begins with "That", or says "should"."""
    if stem.item.marker is not None:
        return False
    if _FOLLOWING.fullmatch(text, stem.item.verbs[-1].end, stem.item.end) and _SHOULD.search(
        text, paragraph.body, min(paragraph.end, paragraph.body + _SOON)
    ):
        return True
    return _asks_that(text, stem.item) or bool(_THAT.match(text, paragraph.body, paragraph.end))


def _asks_that(text: str, item: FoundItem) -> bool:
    return bool(_ONLY_THAT.fullmatch(text, item.verbs[-1].end, item.end))


def _is_done(words: str) -> bool:
    """Whether they are a thing, as in "the release of all herders to …", and nobody who can act."""
    head = _OF.split(words, maxsplit=1)[0].rstrip()
    return bool(lexicon.IS_DONE.search(head)) and not _ACTORS.search(head)


def _told(text: str, paragraph: Paragraph, *, is_for: bool) -> VerbHere | None:
    """What those who open the paragraph are to do: "The Government of Chad to open …"."""
    to = infinitive(text, paragraph.body, paragraph.end)
    words = text[paragraph.body : to.start] if to else ""
    if to is None or not words.strip() or len(words) > _LONGEST_PARTY or ". " in words:
        return None
    if is_for and _is_done(words):
        return None
    place = to.end + len(text[to.end : paragraph.end]) - len(text[to.end : paragraph.end].lstrip())
    word = first_word(text, place, paragraph.end)
    if word is None:
        return None
    verb = Verb(word, "doing")
    return VerbHere(verb, paragraph.body, place, place + len(word), "told below a stem")


def stem_of(item: FoundItem) -> Stem:
    """What the items below inherit."""
    asking = tuple(verb for verb in item.verbs if verb.verb.is_asking)
    return Stem(asking[-1:], item.end)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?<!\s),?\s+and\s+{adverbs()}", re.IGNORECASE | re.ASCII)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(
        rf"[*_]{{0,3}}{_LEAD}(?P<to>to\s+)?(?:not\s+(?:to\s+)?)?{adverbs()}", re.IGNORECASE | re.ASCII
    )
