"""Resolving clauses: "Resolved, That the Senate urges …", "BE IT RESOLVED that the Academy call upon …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import operative
from campaign.statements.reading.verbs import verb_at
from campaign.statements.reading.wording import verb_here

if TYPE_CHECKING:
    from campaign.statements.reading.found import VerbHere
    from campaign.statements.reading.verbs import Mood

_RESOLVED: Final = re.compile(
    r"[*_]{0,3}(?:(?:now,?\s+)?(?:and\s+)?(?:therefore,?\s+)?be\s+it,?\s+(?:further\s+|also\s+|finally\s+)?)?(?:further\s+)?resolved\b[*_]{0,3}"
    r"[^\w(]{1,5}(?:\([^)]{0,120}\)\W{0,3})?(?:by\b[^:]{0,250}?,\s+)?(?P<link>that|to)\b",
    re.IGNORECASE,
)
# "NOW, THEREFORE, the Council does hereby urge …"
_NOW: Final = re.compile(r"[*_]{0,3}(?P<link>now,?\s+therefore),?\s+(?!be\b)", re.IGNORECASE)
# A motion: "That this House notes …; and urges …".
_MOTION: Final = re.compile(r"[*_]{0,3}(?P<link>That)\s+(?=(?:this|the)\s+[A-Z])")
_FORMS: Final = (_RESOLVED, _NOW, _MOTION)
_WORD: Final = re.compile(r"(?<=\s)[*_]{0,3}(?=[^\W\d_])")
# The subject of the clause is shorter than this.
_LONGEST_SUBJECT: Final = 200


def resolving(text: str, start: int, end: int) -> VerbHere | None:
    """The main verb of the resolving clause that opens the paragraph, or None."""
    begins = next((found for form in _FORMS if (found := form.match(text, start, end))), None)
    if begins is None:
        return None
    moods: set[Mood] = {"base"} if begins["link"].lower() == "to" else {"third", "base"}
    limit = min(end, begins.end() + _LONGEST_SUBJECT)
    for match in _WORD.finditer(text, begins.end(), limit):
        written = verb_at(text, match.end(), end)
        if written and written.form.mood in moods and written.form.verb.does != "doing":
            return verb_here(text, written, start, end, "resolving clause")
        if begins["link"].lower() == "to" and operative.after_adverbs(text, match.end(), end) == match.end():
            return None
    return None
