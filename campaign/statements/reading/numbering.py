"""What printed numbers tell: which paragraphs are headings, which belong to an item, which comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.statements.reading.found import FoundItem, VerbHere
    from campaign.statements.reading.paragraphs import Paragraph

_RANKS: Final = {"number": 0, "letter": 1, "bullet": 2}
_ROMAN: Final = re.compile(r"[ivx]+")


def headings(paragraphs: Sequence[Paragraph], openings: Sequence[VerbHere | None]) -> list[bool]:
    """Whether each paragraph is the numbered heading of items that have no number of their own."""
    leads_to_items = False
    found: list[bool] = []
    for paragraph, opening in zip(reversed(paragraphs), reversed(openings), strict=True):
        found.append(paragraph.is_numbered and not opening and leads_to_items)
        if paragraph.is_numbered:
            leads_to_items = False
        elif opening and opening.in_capitals:
            leads_to_items = True
    return found[::-1]


def numbers_after(paragraphs: Sequence[Paragraph]) -> list[str | None]:
    """For each paragraph the next printed number after it."""
    following: str | None = None
    found: list[str | None] = []
    for paragraph in reversed(paragraphs):
        found.append(following)
        if paragraph.is_numbered and paragraph.marker:
            following = paragraph.marker.label
    return found[::-1]


def comes_next(label: str, following: str | None) -> bool:
    """Whether the printed number `following` is the next one after `label`."""
    return (
        label.isdecimal()
        and following is not None
        and following.isdecimal()
        and int(following) == int(label) + 1
    )


def belongs_to(item: FoundItem, paragraph: Paragraph, text: str) -> bool:
    """Whether the paragraph is a sub-paragraph of the item."""
    marker, above = paragraph.marker, item.marker
    if marker is None:
        return False
    if above is None or item.form == "prose":
        if item.below:
            return marker.kind == item.below
        may_be_below = marker.kind == "letter" if item.form == "prose" else marker.kind != "number"
        return text[item.end - 1] == ":" and may_be_below
    if marker.label.startswith(f"{above.label}."):
        return True
    if _RANKS[marker.kind] != _RANKS[above.kind]:
        return _RANKS[marker.kind] > _RANKS[above.kind]
    is_roman_below = (
        marker.kind == "letter" and _ROMAN.fullmatch(marker.label) and not _ROMAN.fullmatch(above.label)
    )
    return bool(is_roman_below) and not _is_next_letter(above.label, marker.label)


def _is_next_letter(above: str, label: str) -> bool:
    """Whether (i) comes after (h), and is no Roman numeral."""
    return len(above) == len(label) == 1 and ord(label) == ord(above) + 1
