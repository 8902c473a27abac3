"""Names that a text defines for itself: "the Republic of Ruritania (hereafter “the Republic”)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from campaign.statements.reading.mention import Entry, Mention

_DEFINED: Final = re.compile(
    r"\s?\(\s?(?:(?:hereafter|hereinafter|henceforth)(?:\s+referred\s+to\s+as)?,?\s+)?(?:the\s+)?[\"“‘']?(?:the\s+)?"
    r"(?P<name>[A-Z][\w&/.-]{1,14}(?:\s[A-Z][\w&/.-]{1,14}){0,2})[\"”’']?\s?\)"
)
# A text that defines more names than this defines them for other ends.
_AT_MOST: Final = 60


def defined_names(text: str, found: Sequence[Mention]) -> dict[str, Entry]:
    """The short names that the text gives in parentheses right after names in `found`."""
    entry_up_to = {mention.span.end: mention.entry for mention in found}
    names: dict[str, Entry] = {}
    for match in _DEFINED.finditer(text):
        entry = entry_up_to.get(match.start())
        if entry and entry.codes and entry.form == "name" and len(names) < _AT_MOST:
            names.setdefault(match["name"], entry)
    return names


def places_of(text: str, names: Mapping[str, Entry]) -> Iterator[tuple[Entry, Span]]:
    """Where the text uses `names`."""
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text):
        yield names[match[0]], Span(match.start(), match.end())
