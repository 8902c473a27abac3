"""Which paragraphs are items, under which section, with which verbs; and what every other paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading import operative
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.statements.reading.operative import VerbHere
    from campaign.statements.reading.paragraphs import Paragraph

_RANKS: Final = {"number": 0, "letter": 1, "bullet": 2}
_ROMAN: Final = re.compile(r"[ivx]+")


@dataclass(slots=True)
class FoundItem:
    """An item as its paragraphs are walked through; it grows by its sub-paragraphs."""

    paragraph: Paragraph
    number: str | None
    section: str | None
    end: int
    opening: VerbHere | None = None
    pledged: str | None = None

    @property
    def start(self) -> int:
        """Where the item's words begin, after its number."""
        return self.paragraph.body


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the statement in its order: a heading, an item, or text that is neither."""

    kind: Literal["heading", "item", "text"]
    span: Span
    item: FoundItem | None = None


@dataclass(slots=True)
class _Walk:
    parts: list[Part]
    section: str | None = None
    position: int = 0
    item: FoundItem | None = None


def parts_of(text: str, paragraphs: Sequence[Paragraph], issuers: Sequence[str]) -> tuple[Part, ...]:
    """The statement in parts; `issuers` are the names by which it speaks of its issuer."""
    openings = [
        operative.opening(text, paragraph.body, paragraph.end, is_marked=paragraph.marker is not None)
        for paragraph in paragraphs
    ]
    headings = _headings(paragraphs, openings)
    pledge = _pledge_pattern(issuers)
    walk = _Walk([])
    has_items = False
    for paragraph, opening, is_heading in zip(paragraphs, openings, headings, strict=True):
        if walk.item and _belongs_to(walk.item, paragraph, text):
            _grow(walk, paragraph)
        elif opening:
            _add_item(walk, paragraph, opening)
            has_items = True
        elif is_heading:
            _add_heading(walk, paragraph)
        elif has_items and (promised := pledge.match(text, paragraph.body, paragraph.end)):
            _add_pledge(walk, paragraph, promised["verb"].lower())
        else:
            walk.parts.append(Part("text", Span(paragraph.start, paragraph.end)))
            walk.item = None
    return tuple(walk.parts)


def _headings(paragraphs: Sequence[Paragraph], openings: Sequence[VerbHere | None]) -> list[bool]:
    """Whether each paragraph is the numbered heading of items that have no number of their own."""
    leads_to_items = False
    found: list[bool] = []
    for paragraph, opening in zip(reversed(paragraphs), reversed(openings), strict=True):
        found.append(paragraph.is_numbered and not opening and leads_to_items)
        if paragraph.is_numbered:
            leads_to_items = False
        elif opening:
            leads_to_items = True
    return found[::-1]


def _belongs_to(item: FoundItem, paragraph: Paragraph, text: str) -> bool:
    """Whether the paragraph is a sub-paragraph of the item."""
    marker, above = paragraph.marker, item.paragraph.marker
    if marker is None:
        return False
    if above is None:
        return text[item.end - 1] == ":" and marker.kind != "number"
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


def _grow(walk: _Walk, paragraph: Paragraph) -> None:
    item = walk.item
    if item is None:
        return
    item.end = paragraph.end
    walk.parts[-1] = Part("item", Span(item.paragraph.start, item.end), item)


def _add_item(walk: _Walk, paragraph: Paragraph, opening: VerbHere) -> None:
    walk.position += 1
    item = FoundItem(paragraph, _number(walk, paragraph), walk.section, paragraph.end, opening)
    _append(walk, item)


def _add_pledge(walk: _Walk, paragraph: Paragraph, verb: str) -> None:
    number = paragraph.marker.label if paragraph.marker and paragraph.is_numbered else None
    _append(walk, FoundItem(paragraph, number, walk.section, paragraph.end, pledged=verb))


def _append(walk: _Walk, item: FoundItem) -> None:
    walk.item = item
    walk.parts.append(Part("item", Span(item.paragraph.start, item.end), item))


def _add_heading(walk: _Walk, paragraph: Paragraph) -> None:
    walk.parts.append(Part("heading", Span(paragraph.start, paragraph.end)))
    walk.section = paragraph.marker.label if paragraph.marker else None
    walk.position = 0
    walk.item = None


def _number(walk: _Walk, paragraph: Paragraph) -> str | None:
    """The printed number; where the text numbers only sections, the section and the place in it."""
    if paragraph.marker and paragraph.marker.kind != "bullet":
        return paragraph.marker.label
    return f"{walk.section}.{walk.position}" if walk.section else None


def _pledge_pattern(issuers: Sequence[str]) -> re.Pattern[str]:
    speakers = "|".join(["We", *(re.escape(issuer) for issuer in issuers)])
    adverbs = r"(?:(?:[a-z]+ly|also|further|therefore|hereby)\s+){0,2}"
    return re.compile(
        rf"(?:The\s+)?(?:{speakers})\s+{adverbs}(?:(?:will|shall)\s+{adverbs})(?!not\b)(?P<verb>[a-z]+)",
        re.IGNORECASE,
    )
