"""Operative verbs in a list: the one that opens a paragraph, and the further ones of the same item.

In capitals, as in "URGE North Korea to …", the capitals are the mark, with or without a number. In the third
person or the past tense, as in "Strongly urges Thailand to …", a number, letter or bullet is needed, or a
text that is laid out as a resolution, for a sentence of prose may begin so as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import VerbHere
from campaign.statements.reading.lines import NUMBER
from campaign.statements.reading.verbs import Verb, VerbForm, Written, verb_at, verbs
from campaign.statements.reading.wording import verb_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.lines import Marker

THIRD_PERSON: Final = "third person after a marker"
GERUND: Final = "gerund after a number"
RESOLVING: Final = "resolving clause"
IN_RESOLUTION: Final = "third person in a resolution"
IMPERATIVE: Final = "imperative in a list"
# A heading all in capitals is none of the items, so something in small letters has to follow soon.
_SOON: Final = 200
_SMALL: Final = re.compile(r"[a-z]")
# "5. With regard to the camps, calls on …"
_LEAD: Final = re.compile(r"(?:[A-Z][^,.;:\n]{2,100},\s+){1,2}")
_GROUND: Final = re.compile(
    r"[*_]{0,3}(?i:(?:deeply|gravely|seriously|further|also)\s+)?"
    r"(?i:[a-z]{3,}ing|mindful|concerned|convinced|aware|alarmed)\b"
)
# A verb that the lexicon does not know, in the third person: "Believes that …", "Is concerned at …".
_UNKNOWN: Final = re.compile(
    r"[*_]{0,3}(?P<verb>Is|Remains|(?!Whereas\b)[A-Z][a-z]{2,14}[^s\W]s)[*_]{0,3}"
    r"(?=\s+(?:that|the|its|with|all|an?|also|to|at|in|of)\b|\s+[a-z]+ly\b|\s+[a-z]+ed\b)"
)

_UNKNOWN_IN_CAPITALS: Final = re.compile(
    r"(?P<verb>IS|(?!WHEREAS\b)[A-Z]{3,15}S)(?=\s+(?:[A-Z]{2,20}\s+){0,6}[a-z])"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paragraph stands: its marker, and whether its text is laid out as a resolution.

    `goes_on`: the paragraph before ends with a colon, a comma or a semicolon. `is_promised`: the list stands
    under words such as "We will:". `in_gerunds`: numbered paragraphs of the text begin with "Calling on …".
    """

    marker: Marker | None
    is_resolution: bool
    goes_on: bool = False
    is_promised: bool = False
    in_gerunds: bool = False


# "Demand for water" and "requests for help" are no verbs.
_CAPITALS: Final = re.compile(r"[*_]{0,3}THE\s+(?:[A-Z][A-Z’'&-]*\s+){2,12}")
_WORD_IN_CAPITALS: Final = re.compile(r"[A-Z][A-Z’'&-]*")
_NOUNS_TOO: Final = frozenset({"demand", "request", "support"})
# "… made and challenges met", "organs and mandates of the Council"
_MOSTLY_NOUNS: Final = frozenset({"challenge", "mandate", "task", "press"})
_WHOM: Final = re.compile(r"[*_]*\s+(?:the|all|both|every|each|those|its|THE|ALL|ITS|[A-Z][a-z]+)\b")
# Strong enough to be the issuer's own after an infinitive.
_STRONG: Final = frozenset({"urge", "call upon", "call for", "demand"})
_FOR: Final = re.compile(r"\s+for\b")
_PREPOSITION: Final = re.compile(r"(?:in|to|for|with|by|on|at|as|given|pending)\s", re.IGNORECASE)
_WORD_INSIDE: Final = re.compile(r"[^\s.;:]+\s+")
_LONGEST_ASIDE: Final = 80
_BULLET_INSIDE: Final = re.compile(r"(?<=[:;.,])\s+(?P<bullet>[-•▪●])\s+(?=[A-Z][a-z]|to\s)")
_RESOLVED_INSIDE: Final = re.compile(
    r"[;,.:]\s+(?:and,?\s+)?(?P<resolved>(?:now,?\s+)?(?:therefore,?\s+)?(?:be\s+it|it\s+is),?"
    r"(?:\s+(?:therefore|hereby|further|also|finally),?)*[ \t]+resolved[^\w(]{1,5}(?:that|to)\b)",
    re.IGNORECASE,
)
UNMARKED: Final = Setting(None, is_resolution=False)


def opening(text: str, start: int, end: int, setting: Setting) -> VerbHere | None:
    """The operative verb that opens the paragraph between `start` and `end`, or None."""
    match = _patterns().opening.match(text, start, end)
    written = verb_at(text, match.end(), end) if match else None
    if match and written:
        infinitive = bool(match["to"])
        rule = _rule(text, match, written, end, setting)
        if rule and not (infinitive and written.form.mood != "base"):
            return verb_here(text, written, start, end, rule)
    if subject := _after_subject(text, start, end):
        return subject
    if setting.marker and setting.marker.kind != "bullet":
        if match and (unknown := _UNKNOWN_IN_CAPITALS.match(text, match.end(), end)):
            return _unknown_verb(unknown, start, in_capitals=True)
        return (
            _after_lead(text, start, end)
            or _unknown(text, start, end, setting)
            or _after_ground(text, start, end, setting)
        )
    return None


def further(text: str, first: VerbHere, end: int, start: int = 0) -> Iterator[VerbHere]:
    """The main verbs that follow `first` in the same item, which ends at `end`; no earlier than `start`."""
    form = _form_of(text, first)
    reached = max(start, first.end)
    for match in _patterns().further.finditer(text, reached, end):
        written = verb_at(text, match.end(), end)
        if written is None and form.mood == "third" and _PREPOSITION.match(text, match.end(), end):
            written = _after_aside(text, match.end(), end)
        if written and match.start() >= reached and _is_main_verb(text, match, written, form, first):
            found = verb_here(text, written, match.start(), end, "further verb of the item")
            reached = found.end
            yield found


def _after_subject(text: str, start: int, end: int) -> VerbHere | None:
    """The verb in capitals after who speaks: "THE FEDERATION OF WEAVERS ALSO URGES the ministers …"."""
    subject = _CAPITALS.match(text, start, end)
    if subject is None or not _SMALL.search(text, subject.end(), min(end, subject.end() + _SOON)):
        return None
    for word in _WORD_IN_CAPITALS.finditer(text, start, subject.end()):
        written = verb_at(text, word.start(), end)
        if written and written.form.mood == "third" and written.form.verb.does != "doing":
            return verb_here(text, written, start, end, "capitals") if word.start() > start else None
    return None


def _after_aside(text: str, start: int, end: int) -> Written | None:
    """The asking verb after some words: "…, and in view of the season asks …"."""
    place = start
    while place < start + _LONGEST_ASIDE and (word := _WORD_INSIDE.match(text, place, end)):
        place = word.end()
        written = verb_at(text, place, end)
        if written and written.form.verb.is_asking and written.form.mood == "third":
            return written
    return None


def starts_inside(text: str, start: int, end: int) -> Iterator[int]:
    """Where paragraphs begin in a line.

    The "2." of "1. Urges …; 2. Demands …", a bullet after a stop, and a resolving clause after its grounds.
    """
    found = {*_numbers_inside(text, start, end), *_bullets_inside(text, start, end)}
    yield from sorted(
        {*found, *(match.start("resolved") for match in _RESOLVED_INSIDE.finditer(text, start, end))}
    )


def _bullets_inside(text: str, start: int, end: int) -> Iterator[int]:
    for match in _BULLET_INSIDE.finditer(text, start, end):
        yield match.start("bullet")


def _numbers_inside(text: str, start: int, end: int) -> Iterator[int]:
    for match in _patterns().number_inside.finditer(text, start, end):
        written = verb_at(text, match.end(), end)
        if written and (written.form.mood == "third" or written.is_upper(text)):
            yield match.start("number")


def after_adverbs(text: str, start: int, end: int) -> int:
    """Where the adverbs that stand at `start` end; `start` itself if there is none."""
    match = _patterns().adverbs.match(text, start, end)
    return match.end() if match else start


def _rule(text: str, match: re.Match[str], written: Written, end: int, setting: Setting) -> str | None:
    form = written.form
    if written.is_upper(text):
        follows = _SMALL.search(text, written.end, min(end, written.end + _SOON))
        return "capitals" if follows and form.mood in {"base", "third"} else None
    if form.verb.does == "doing" or (form.verb.lemma in _NOUNS_TOO and _FOR.match(text, written.end, end)):
        return None
    begins_upper = text[match.start() : match.start() + 3].strip("*_")[:1].isupper()
    if form.mood == "third":
        return _rule_of_third_person(setting, begins_upper=begins_upper)
    if form.mood == "ing":
        return GERUND if setting.in_gerunds and setting.marker and setting.marker.kind != "bullet" else None
    if form.mood == "past":
        may_stand = setting.marker.kind != "bullet" if setting.marker else setting.goes_on
        is_operative = form.verb.is_asking or not begins_upper
        return "past tense in a list" if may_stand and is_operative else None
    return _rule_of_base_form(form, setting, after_to=match["to"] is not None)


def _rule_of_third_person(setting: Setting, *, begins_upper: bool) -> str | None:
    if setting.marker:
        return THIRD_PERSON
    may_stand = setting.goes_on or (setting.is_resolution and begins_upper)
    return IN_RESOLUTION if may_stand else None


def _rule_of_base_form(form: VerbForm, setting: Setting, *, after_to: bool) -> str | None:
    marker = setting.marker
    if form.mood != "base" or setting.is_promised:
        return None
    if marker and after_to:
        is_operative = form.verb.is_asking or (setting.is_resolution and marker.kind == "number")
        return "infinitive after a marker" if is_operative else None
    may_stand = marker is not None or setting.goes_on
    return IMPERATIVE if may_stand and form.verb.is_asking and form.verb.in_prose else None


def _after_lead(text: str, start: int, end: int) -> VerbHere | None:
    lead = _LEAD.match(text, start, end)
    written = verb_at(text, lead.end(), end) if lead else None
    if written and written.form.mood == "third" and written.form.verb.does != "doing":
        return verb_here(text, written, start, end, "third person after a lead")
    return None


def _after_ground(text: str, start: int, end: int, setting: Setting) -> VerbHere | None:
    """The verb after a ground: "Concerned at the delay, urges …", "MINDFUL of its duty, CALLS UPON …"."""
    if not (setting.is_resolution and _GROUND.match(text, start, end)):
        return None
    for match in _patterns().further.finditer(text, start, end):
        written = verb_at(text, match.end(), end)
        if written and written.form.mood == "third" and written.form.verb.is_asking and match[0][:1] == ",":
            return verb_here(text, written, start, end, "third person after a ground")
    return None


def _unknown(text: str, start: int, end: int, setting: Setting) -> VerbHere | None:
    match = _UNKNOWN.match(text, start, end) if setting.is_resolution else None
    return _unknown_verb(match, start, in_capitals=False) if match else None


def _unknown_verb(match: re.Match[str], start: int, *, in_capitals: bool) -> VerbHere:
    lemma = match["verb"].lower().removesuffix("s")
    verb = Verb("be" if lemma == "i" else lemma, "stating")
    rule = "verb unknown to the lexicon"
    return VerbHere(verb, start, match.start("verb"), match.end("verb"), rule, in_capitals)


def _form_of(text: str, first: VerbHere) -> VerbForm:
    written = verb_at(text, first.start, first.end)
    return written.form if written else VerbForm(first.verb, "third")


def _is_main_verb(
    text: str, match: re.Match[str], written: Written, first_form: VerbForm, first: VerbHere
) -> bool:
    form = written.form
    if form.verb.does == "doing":
        return False
    if form.verb.lemma in _MOSTLY_NOUNS and not _WHOM.match(text, written.end):
        return False
    if first.in_capitals and written.is_upper(text):
        return form.mood in {"base", "third"}
    if first_form.mood == "base":
        # The infinitives of what is asked look the same: a new sentence or clause has to begin.
        begins = bool(match["stop"]) or (first.rule == RESOLVING and form.verb.lemma in _STRONG)
        return form.mood == "base" and begins and (form.verb.is_asking or match["to"] is not None)
    return form.mood == first_form.mood


@dataclass(frozen=True, slots=True)
class _Patterns:
    adverbs: re.Pattern[str]
    opening: re.Pattern[str]
    further: re.Pattern[str]
    number_inside: re.Pattern[str]


@cache
def adverbs() -> str:
    """The pattern of the adverbs that may stand before a verb, with the blanks after them."""
    adverb = rf"(?:[a-z]{{2,20}}ly|{lexicon.any_of(verbs().adverbs)})"
    return rf"(?:{adverb}[*_]{{0,3}}(?:,|,?\s+and)?\s+){{0,4}}[*_]{{0,3}}"


@cache
def _patterns() -> _Patterns:
    # Only at the first of several blanks: a run of them is not tried again from each.
    and_ = r"(?<!\s)\s+(?:and|but|as\s+well\s+as)\s+"
    return _Patterns(
        adverbs=re.compile(adverbs(), re.IGNORECASE | re.ASCII),
        opening=re.compile(rf"[*_]{{0,3}}(?i:(?P<to>to\s+)?{adverbs()})", re.ASCII),
        further=re.compile(
            rf"(?:(?P<stop>[;.][*_]{{0,3}}\s+(?:and\s+)?|,\s+and\s+(?=to\s))(?P<to>to\s+)?"
            rf"(?:(?:[Ii]t|[Tt]he\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)\s+(?!to\b))?|,\s+(?:(?:and|but|while|as\s+well\s+as)\s+)?|{and_})(?i:{adverbs()})",
            re.ASCII,
        ),
        number_inside=re.compile(
            rf"(?:[;:.\N{{EM DASH}}]|--)\s*(?:and\s+)?"
            rf"(?P<number>\(?{NUMBER}[.)]|\([a-z]\))\s+(?i:{adverbs()})",
            re.ASCII,
        ),
    )
