"""The baseline of `read`: finds items by regular expressions, and who is asked by a list of country names.

It is what one writes in an hour. A line or sentence that begins with a verb of a list is an item, and the
countries that are named in it are asked; stems, sub-paragraphs, bodies, offices and groups it does not know.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale

_VERBS: Final = (
    *("urge", "demand", "call upon", "call on", "call for", "request", "invite", "encourage", "appeal to"),
    *("ask", "exhort", "implore", "reiterate", "welcome", "regret", "condemn", "decide", "take note"),
)
# The verb is the first word: "calls upon", "urged".
_FORMS: Final = "|".join(re.sub(r"^\w+", r"\g<0>(?:s|es|d|ed)?", verb) for verb in _VERBS)
_BEGINNING: Final = r"^[ \t]*(?:\(?\w{1,3}[.)][ \t]*|[•–*-][ \t]*)?|\bwe (?:therefore )?|\bI "
_ITEM: Final = re.compile(
    rf"(?:{_BEGINNING})(?:strongly )?(?:{_FORMS})\b[^.;\n]*", re.IGNORECASE | re.MULTILINE
)


def items(text: str) -> list[tuple[str, list[str]]]:
    """Each item's words and the countries named in them, in the order of the text."""
    return [(found.group(), _countries().findall(found.group())) for found in _ITEM.finditer(text)]


@cache
def _countries() -> re.Pattern[str]:
    names = sorted(Locale("en").territories.values(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
