"""How a text is laid out: recitals, the line that says who speaks, headlines, and where the preamble ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import operative
from campaign.statements.reading.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.statements.reading.paragraphs import Paragraph

_WHEREAS: Final = re.compile(r"[*_]{0,3}whereas\b|having\s+(?:regard|seen|considered)\b", re.IGNORECASE)
# Recitals begin with a participle, or with what the body is: "Recalling …,", "Deeply concerned …;".
_PARTICIPLE: Final = re.compile(
    r"[*_]{0,3}(?:(?:further|also|deeply|gravely|fully|again|seriously|strongly|once\s+again)\s+)?"
    r"(?:[a-z]{3,}ing|aware|mindful|conscious|convinced|concerned|alarmed|guided|determined|encouraged|inspired"
    r"|appalled|disturbed|distressed|dismayed|persuaded|resolved|shocked|in\s+(?:view|light)\s+of)[*_]{0,3}\b",
    re.IGNORECASE,
)
# "Noting that:" above a list of grounds.
_HEADS_RECITALS: Final = re.compile(
    r"[*_#\s]{0,6}(?:[a-z]+\s+)?(?:noting|considering|recogni[sz]ing|recalling|believing|acknowledging|observing|reaffirming"
    r"|affirming|regretting|deploring|emphasi[sz]ing|stressing|underlining|welcoming|aware|convinced|concerned|mindful|conscious)"
    r"(?:\s+(?:that|the\s+following|also))?\s*:[*_]{0,3}",
    re.IGNORECASE,
)
_RECITAL_ENDS: Final = (",", ";", ", and", "; and")
# "The General Assembly,", "The Executive Council:", "We, the participants in the forum:" on a line alone.
_SPEAKER: Final = re.compile(
    r"[*_]{0,3}(?:(?:THE|The)\s+(?P<name>[^.;:,]{2,150})|(?:WE|We),)(?:[,\s][^.;:]{0,200})?[,:][*_]{0,3}"
)
_LEAD_IN: Final = re.compile(
    r"\b(?:made|adopted|issued|passed|agreed)\s+(?:up)?(?:on\s+)?the\s+following\b[^.;:]{0,80}[:.]?\Z",
    re.IGNORECASE,
)
_ASKS_BELOW: Final = re.compile(
    r"resolv|recommend|\bcall|demand|urg|request|\bask|adopt|following|therefore|declar|statement|undersigned|signator|\bwe,|\Athe\s[^,.;:]{2,80}:\Z",
    re.IGNORECASE,
)
_WE_WILL: Final = re.compile(
    r"\b(?:[Ww]e|I)\b[^.:]{0,80}?\s(?:will|shall|commit|pledge|undertake|promise)\b[^.:]{0,80}:\Z"
)
_HEADING_MARKS: Final = re.compile(r"#{1,6}\s|\*\*[^*]*\*\*\s*\Z|__[^_]*__\s*\Z")
# "We call on all parties to end it" is a sentence, if one without its stop.
_FIRST_PERSON: Final = re.compile(r"(?:We|I)\s")
_CAPITAL: Final = re.compile(r"\b[A-Z]")
_LONGEST_HEADLINE: Final = 100
_LONGEST_SPEAKER: Final = 350
_OBJECT: Final = re.compile(
    r"[*_]{0,3},?\s+(?:the|all|its|every|both|each|on|upon|for|with|that(?!\s+(?:are|is|were|was|have|has)\b)|[A-Z]\w+)\b"
)
_AS_RESOLUTION: Final = operative.Setting(None, is_resolution=True)
_SEVERAL: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")
_AFTER_COMMA: Final = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class Layout:
    """`is_resolution`: it has recitals, a speaker's line or such. No prose before `preamble_ends` asks.

    `in_gerunds`: its numbered paragraphs begin with "Condemning …", "Calling on …".
    """

    is_resolution: bool
    preamble_ends: int
    in_gerunds: bool = False


def layout_of(text: str, paragraphs: Sequence[Paragraph]) -> Layout:
    """How `text` is laid out."""
    shown = [paragraph for paragraph in paragraphs if not paragraph.is_furniture]
    speaks = [
        paragraph.end
        for paragraph, following in pairwise(shown)
        if _is_speaker(text, paragraph) and _is_operative(text, following)
    ]
    leads = [paragraph.end for paragraph in paragraphs if _leads_in(text, paragraph)]
    recitals = sum(is_recital(text, paragraph) for paragraph in paragraphs)
    is_resolution = recitals > 0 or bool(speaks) or _open_alike(text, shown)
    return Layout(is_resolution, max([*speaks[:1], *leads[:1]], default=0), _is_in_gerunds(text, shown))


def is_recital(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph gives a ground, and asks nothing."""
    if _WHEREAS.match(text, paragraph.body, paragraph.end):
        return True
    begins = _PARTICIPLE.match(text, paragraph.body, paragraph.end)
    if begins is None:
        return False
    if text.endswith(_RECITAL_ENDS, paragraph.body, paragraph.end):
        return True
    return text[paragraph.end - 1] == ":" and bool(
        _HEADS_RECITALS.fullmatch(text, paragraph.body, paragraph.end)
    )


def promises_below(text: str, paragraph: Paragraph) -> bool:
    """Whether the list below says what the speaker does itself: "We will:", "by these steps:"."""
    last = text[max(paragraph.start, paragraph.end - _LONGEST_SPEAKER) : paragraph.end]
    sentence = last.rsplit(". ", 1)[-1]
    is_promise = _WE_WILL.search(sentence) or not _ASKS_BELOW.search(sentence)
    return last.endswith((":", " to")) and bool(is_promise)


def is_headline(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph is a title: marked as one, or a short line without a stop."""
    if paragraph.marker:
        return False
    if _HEADING_MARKS.match(text, paragraph.start, paragraph.end):
        return True
    is_short = paragraph.end - paragraph.start <= _LONGEST_HEADLINE
    shown = text[paragraph.start : paragraph.end] if is_short else "."
    if "\n" in shown or shown.rstrip('*_"”’)]')[-1:] in {*".;:!?,"}:
        return False
    return not (_FIRST_PERSON.match(shown) and len(_CAPITAL.findall(shown)) * 2 < len(shown.split()))


def _is_in_gerunds(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether numbered paragraphs begin in -ing, and none with another form of an operative verb."""
    moods = {"ing": 0, "other": 0}
    for paragraph in paragraphs:
        if paragraph.is_numbered:
            place = operative.after_adverbs(text, paragraph.body, paragraph.end)
            written = verb_at(text, place, paragraph.end)
            if written and written.form.verb.does != "doing":
                moods["ing" if written.form.mood == "ing" else "other"] += 1
    return moods["ing"] >= _SEVERAL and not moods["other"]


def _open_alike(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether several paragraphs begin with an operative verb and its object: "Calls upon the churches …"."""
    found = 0
    for paragraph in paragraphs:
        opens = (
            operative.opening(text, paragraph.body, paragraph.end, _AS_RESOLUTION)
            if not paragraph.marker
            else None
        )
        found += bool(opens and not opens.in_capitals and _OBJECT.match(text, opens.end, paragraph.end))
    return found >= _SEVERAL


def _is_operative(text: str, paragraph: Paragraph) -> bool:
    """Whether a recital or an operative paragraph stands there, as it does below the line of the speaker."""
    setting = operative.Setting(paragraph.marker, is_resolution=True)
    return is_recital(text, paragraph) or bool(
        operative.opening(text, paragraph.body, paragraph.end, setting)
    )


def _is_speaker(text: str, paragraph: Paragraph) -> bool:
    if paragraph.marker or paragraph.end - paragraph.start > _LONGEST_SPEAKER:
        return False
    line = _SPEAKER.fullmatch(text, paragraph.start, paragraph.end)
    return line is not None and not _tells(text, paragraph, line)


def _tells(text: str, paragraph: Paragraph, line: re.Match[str]) -> bool:
    """Whether the line is a sentence with a verb already: "The Assembly calls upon its members:"."""
    for match in _WORD.finditer(text, *line.span("name")) if line["name"] else ():
        written = verb_at(text, match.start(), paragraph.end)
        if written and written.form.mood in {"third", "past"} and written.form.verb.does != "doing":
            return True
    for comma in _AFTER_COMMA.finditer(text, paragraph.start, paragraph.end):
        place = operative.after_adverbs(text, comma.end(), paragraph.end)
        written = verb_at(text, place, paragraph.end)
        if written and written.form.mood in {"third", "base"} and written.form.verb.does != "doing":
            return True
    return False


def _leads_in(text: str, paragraph: Paragraph) -> bool:
    first = max(paragraph.start, paragraph.end - 200)
    return bool(_LEAD_IN.search(text[first : paragraph.end]))
