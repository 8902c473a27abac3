"""Where the walk through the paragraphs of a statement has come to: its parts so far, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from campaign.statements.reading.found import FoundItem, Part
from campaign.statements.reading.numbering import comes_next
from campaign.statements.values import Span

if TYPE_CHECKING:
    from campaign.statements.reading.lines import Marker
    from campaign.statements.reading.paragraphs import Paragraph
    from campaign.statements.reading.stems import OpenStem
    from campaign.statements.reading.verbs import Verb


@dataclass(slots=True)
class Walk:
    """The parts so far, the section and number in force, and the item and stem that may still grow."""

    parts: list[Part] = field(default_factory=list)
    section: str | None = None
    position: int = 0
    item: FoundItem | None = None
    stem: OpenStem | None = None
    in_force: str | None = None
    has_listed: bool = False
    announced: Verb | None = None

    def grow(self, item: FoundItem, paragraph: Paragraph) -> None:
        """Takes the paragraph, and furniture before it, into the item."""
        while self.parts[-1].item is not item:
            self.parts.pop()
        item.end = paragraph.end
        item.below = item.below or (paragraph.marker.kind if paragraph.marker else None)
        self.parts[-1] = Part("item", Span(self.parts[-1].span.start, item.end), item)

    def open(self, stem: OpenStem | None) -> None:
        """Opens the stem; what it asks is what the headings below it announce."""
        self.stem = stem
        if stem:
            self.announced = replace(stem.item.verbs[-1].verb, asks="person")

    def promote(self, item: FoundItem) -> None:
        """Makes an item of the heading that was shown last."""
        self.parts[-1] = Part("item", self.parts[-1].span, item)
        self.item = item

    def demote(self, item: FoundItem) -> None:
        """Makes a stem text again, for the items are below it."""
        place = len(self.parts) - 1
        while self.parts[place].item is not item:
            place -= 1
        self.parts[place] = Part("text", self.parts[place].span)

    def number_of(self, marker: Marker | None) -> str | None:
        """The printed number; where the text numbers only sections, the section and the place in it."""
        if marker and marker.kind != "bullet":
            return marker.label
        return f"{self.section}.{self.position}" if self.section else None

    def note_number(self, marker: Marker | None, following: str | None) -> None:
        """The printed number in force: of the paragraph, or of the one whose bullets or parts follow."""
        if marker and marker.kind != "bullet":
            self.in_force = marker.label
        elif marker is None and self.in_force and not comes_next(self.in_force, following):
            self.in_force = None
