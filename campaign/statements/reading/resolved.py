"""Resolving clauses: "Resolved, That the Senate urges …", "BE IT RESOLVED that the Academy call upon …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon, operative
from campaign.statements.reading.found import VerbHere
from campaign.statements.reading.verbs import Verb, verb_at
from campaign.statements.reading.wording import verb_here

if TYPE_CHECKING:
    from campaign.statements.reading.verbs import Mood

_RESOLVED: Final = re.compile(
    r"[*_]{0,3}(?:(?:now,?\s+)?(?:and\s+)?(?:therefore,?\s+)?(?:be\s+it|it\s+is),?\s+"
    r"(?:(?:further|also|finally|therefore|hereby)\s+)*)?(?:further\s+)?resolved\b[*_]{0,3}"
    r"[^\w(]{1,5}(?:\([^)]{0,120}\)\W{0,3})?(?:by\b[^:]{0,250}?,\s+)?(?P<link>that|to)\b",
    re.IGNORECASE,
)
# "NOW, THEREFORE, the Council does hereby urge …"
_NOW: Final = re.compile(r"[*_]{0,3}(?P<link>now,?\s+therefore),?\s+(?!be\b)", re.IGNORECASE)
_ORGANS: Final = lexicon.any_of(lexicon.load("voices")["organs"])
# A motion, also below its title or after who moves it: "That this House notes …; and urges …".
_MOVED: Final = r"\b(?:move|moves|moved)\b[^.;]{0,60}?[:,\N{EM DASH}-]?\s+(?=[Tt]hat)"
_TITLED: Final = (
    rf"(?:(?:[.:\N{{EM DASH}}]|[A-Z]{{3}}|\))[”\"]?\s+(?=[“‘\"]?That\s+(?:this|the)\s+(?:{_ORGANS})\b)"
    r"|[^\W_]\s+(?=That\s+this\s+House\b))"
)
_MOTION: Final = re.compile(
    rf"(?:[^;]{{0,300}}?(?:{_MOVED}|{_TITLED}))?[*_“‘\"]{{0,3}}(?P<link>[Tt]hat)\s+(?=(?:this|the)\s+[A-Z])"
)
_FIRST_VERB: Final = re.compile(
    rf"(?:this|the)\s+(?:{_ORGANS})\s+(?:[a-z]+ly\s+|also\s+)?(?P<verb>is|[a-z]{{2,13}}[^\Wsu]s)\s"
)
_FORMS: Final = (_RESOLVED, _NOW, _MOTION)
_WORD: Final = re.compile(r"(?<=\s)[*_]{0,3}(?=[^\W\d_])")
# The subject of the clause is shorter than this.
_LONGEST_SUBJECT: Final = 200


def resolving(text: str, start: int, end: int) -> VerbHere | None:
    """The main verb of the resolving clause that opens the paragraph, or None."""
    begins = next((found for form in _FORMS if (found := form.match(text, start, end))), None)
    if begins is None or text.startswith("that", begins.start(), end):
        return None
    first = begins.start("link") if begins.re is _MOTION else start
    if unknown := _unknown(text, begins, first, end):
        return unknown
    moods: set[Mood] = {"base"} if begins["link"].lower() == "to" else {"third", "base"}
    limit = min(end, begins.end() + _LONGEST_SUBJECT)
    for match in _WORD.finditer(text, begins.end(), limit):
        written = verb_at(text, match.end(), end)
        if written and written.form.mood in moods and written.form.verb.does != "doing":
            return verb_here(text, written, first, end, operative.RESOLVING)
        if begins["link"].lower() == "to" and operative.after_adverbs(text, match.end(), end) == match.end():
            return None
    return None


def _unknown(text: str, begins: re.Match[str], first: int, end: int) -> VerbHere | None:
    """The verb of a motion that the lexicon does not know: "That this House is alarmed …; calls on …"."""
    match = _FIRST_VERB.match(text, begins.end(), end) if begins.re is _MOTION else None
    if match is None or verb_at(text, match.start("verb"), end):
        return None
    verb = Verb("be" if match["verb"] == "is" else match["verb"].removesuffix("s"), "stating")
    return VerbHere(verb, first, *match.span("verb"), operative.RESOLVING)
