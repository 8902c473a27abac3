"""Sheets of labels and sizes of envelopes, in millimetres from the upper left corner.

Labels: Avery prints no table of margins; these figures are those of its templates for Word, which others
have measured; gLabels has the same (github.com/GNOME/glabels, templates/avery-us-templates.xml). L7160:
labels 66.04 mm apart; L7163: 101.6 mm; both 38.1 mm from row to row without a gap, 15.15 mm from the top,
centred between the sides. 5160: labels 2¾ in apart, 1 in from row to row, ½ in from the top, 3/16 in from
the left.

Envelopes: sizes of ISO 269 (DL, C5) and the American #10. For DL and C5 the Letter Post Regulations of the
Universal Postal Union (standardized items) want the address 40 mm or more from the upper edge, 15 mm or
more from the right and the lower edge, and beginning 140 mm at most from the right edge; the return address
stands in the upper left corner. For #10, USPS Publication 28 (appendix A1) has the address read between ⅝
and 2¾ in from the bottom, ½ in from either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from campaign.core.languages import gettext as _
from campaign.letters.layouts import Box, Paper

INCH: Final = 25.4
# Sheets move in a printer: so much of a label's edge stays clear.
LABEL_MARGIN: Final = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """A sheet of labels; `across` and `down` are the distances from label to label."""

    name: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def label(self) -> str:
        """The sheet's name on a page."""
        return _("Avery %(name)s (%(count)s labels)", name=self.name.upper(), count=self.places)

    @property
    def places(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def page(self) -> tuple[float, float]:
        """The sheet's width and height."""
        return (210.0, 297.0) if self.paper is Paper.A4 else (8.5 * INCH, 11 * INCH)

    def box(self, place: int) -> Box:
        """Where the label at `place` is, from 0, row by row from the upper left."""
        row, column = divmod(place % self.places, self.columns)
        return Box(self.left + column * self.across, self.top + row * self.down, self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeSize:
    """An envelope to be printed on: where the sender stands, and where the recipient."""

    name: str
    width: float
    height: float
    sender: Box
    recipient: Box

    @property
    def label(self) -> str:
        """The envelope's name on a page."""
        return _(
            "%(name)s (%(width)s × %(height)s mm)",
            name=self.name.upper() if self.name != "us-10" else "#10",
            width=f"{self.width:g}",
            height=f"{self.height:g}",
        )


L7160: Final = LabelSheet(
    name="l7160",
    paper=Paper.A4,
    columns=3,
    rows=7,
    width=63.5,
    height=38.1,
    left=7.21,
    top=15.15,
    across=66.04,
    down=38.1,
)
L7163: Final = LabelSheet(
    name="l7163",
    paper=Paper.A4,
    columns=2,
    rows=7,
    width=99.1,
    height=38.1,
    left=4.65,
    top=15.15,
    across=101.6,
    down=38.1,
)
US_5160: Final = LabelSheet(
    name="5160",
    paper=Paper.LETTER,
    columns=3,
    rows=10,
    width=2.625 * INCH,
    height=INCH,
    left=0.1875 * INCH,
    top=0.5 * INCH,
    across=2.75 * INCH,
    down=INCH,
)

DL: Final = EnvelopeSize(
    name="dl", width=220, height=110, sender=Box(10, 8, 80, 28), recipient=Box(95, 48, 110, 44)
)
C5: Final = EnvelopeSize(
    name="c5", width=229, height=162, sender=Box(12, 10, 90, 28), recipient=Box(104, 80, 110, 60)
)
US_10: Final = EnvelopeSize(
    name="us-10",
    width=9.5 * INCH,
    height=4.125 * INCH,
    sender=Box(10, 8, 85, 25),
    recipient=Box(105, 42, 115, 46),
)

LABEL_SHEETS: Final = MappingProxyType({sheet.name: sheet for sheet in (L7160, L7163, US_5160)})
ENVELOPES: Final = MappingProxyType({size.name: size for size in (DL, C5, US_10)})
