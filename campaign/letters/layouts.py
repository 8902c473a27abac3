"""Where everything stands on a sheet, in millimetres from its upper left corner, for each kind of envelope.

Sources: DIN 5008 (forms A and B); USPS Domestic Mail Manual 601 and the usual window of a #10 envelope
(4½ × 1⅛ in, ⅞ in from the left, ½ in from the bottom, ⅛ in to be kept clear); GOV.UK Notify's specification
of letters (address within 24.6–120 × 39.5–66.3 mm, text from 95 mm).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from campaign.core.languages import gettext as _

MOST_LINES: Final = 7
MOST_SENDER_LINES: Final = 6
# A point in millimetres.
POINT: Final = 25.4 / 72
LARGEST_ADDRESS_TYPE: Final = 10.5
# From baseline to baseline, in sizes of the type: what ascenders and descenders take.
TIGHTEST_LEADING: Final = 1.15


class Paper(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """The size's name on a page."""
        return {Paper.A4: _("A4"), Paper.LETTER: _("US Letter")}[self]


class Envelope(StrEnum):
    """What shows the address: the window of an envelope, or nothing."""

    DIN_B = "din-b"
    DIN_A = "din-a"
    UK = "uk"
    US_10 = "us-10"
    NONE = "none"

    @property
    def label(self) -> str:
        """The envelope's name on a page."""
        return {
            Envelope.DIN_B: _("DIN 5008 form B (DL, C6/5 with a window)"),
            Envelope.DIN_A: _("DIN 5008 form A (high window)"),
            Envelope.UK: _("UK C5 or DL with a window"),
            Envelope.US_10: _("US #10 with a window"),
            Envelope.NONE: _("no window: labels, or the address on the envelope"),
        }[self]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, its width and its height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def inside(self, margin: float) -> Box:
        """What is left of it without a margin on all sides."""
        return Box(self.left + margin, self.top + margin, self.width - 2 * margin, self.height - 2 * margin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet and what stands where on it.

    `window` is what the envelope shows, None where it has no window; `address` is where the lines of the
    address may stand, which is less, because the sheet slides in its envelope. `return_line` is the height of
    the strip over `address` that holds the sender in one line.
    """

    paper: Paper
    envelope: Envelope
    width: float
    height: float
    window: Box | None
    address: Box
    return_line: float
    sender: Box
    information: Box
    left: float
    right: float
    body_top: float
    body_bottom: float
    foot_top: float
    foot_height: float = 14.0
    folds: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """Both names in one, such as `a4-din-b`."""
        return f"{self.paper}-{self.envelope}"

    @property
    def body_width(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def body_height(self) -> float:
        """The height that the text may take."""
        return self.body_bottom - self.body_top

    def pitch(self, lines: int) -> float:
        """The distance from line to line with which so many lines fill the address's place at most."""
        return min(self.address.height / max(lines, 1), 4.6)

    def type_size(self, lines: int) -> float:
        """The size of the address's type in points, for so many lines."""
        return min(LARGEST_ADDRESS_TYPE, self.pitch(lines) / POINT / TIGHTEST_LEADING)


_A4: Final = (210.0, 297.0)
_LETTER: Final = (215.9, 279.4)

DIN_B: Final = Layout(
    paper=Paper.A4,
    envelope=Envelope.DIN_B,
    width=_A4[0],
    height=_A4[1],
    window=Box(20, 45, 85, 45),
    address=Box(25, 62.7, 78, 27.3),
    return_line=17.7,
    sender=Box(25, 15, 165, 28),
    information=Box(125, 62.7, 65, 27.3),
    left=25,
    right=20,
    body_top=98.5,
    body_bottom=267,
    foot_top=270,
    folds=(105, 210),
)
DIN_A: Final = Layout(
    paper=Paper.A4,
    envelope=Envelope.DIN_A,
    width=_A4[0],
    height=_A4[1],
    window=Box(20, 27, 85, 45),
    address=Box(25, 44.7, 78, 27.3),
    return_line=17.7,
    sender=Box(125, 15, 65, 28),
    information=Box(125, 46, 65, 26),
    left=25,
    right=20,
    body_top=80.5,
    body_bottom=267,
    foot_top=270,
    folds=(87, 192),
)
UK: Final = Layout(
    paper=Paper.A4,
    envelope=Envelope.UK,
    width=_A4[0],
    height=_A4[1],
    window=Box(24.6, 39.5, 95.4, 26.8),
    address=Box(26, 40.5, 92, 24.8),
    return_line=0,
    sender=Box(130, 15, 65, 28),
    information=Box(130, 46, 65, 26),
    left=25,
    right=20,
    body_top=95,
    body_bottom=267,
    foot_top=270,
    folds=(99, 198),
)
# The first fold at 4 in leaves the sheet ⅛ in of play upwards in the envelope, and 1 in sideways: the address
# stands in what the window shows wherever the sheet has slid to, less ⅛ in.
US_10: Final = Layout(
    paper=Paper.LETTER,
    envelope=Envelope.US_10,
    width=_LETTER[0],
    height=_LETTER[1],
    window=Box(22.2, 60.3, 114.3, 28.6),
    address=Box(25.4, 66.7, 82.5, 19.0),
    return_line=0,
    sender=Box(25.4, 15, 165.1, 28),
    # Right of what the window shows where the sheet lies at the envelope's left edge.
    information=Box(139.7, 62.7, 50.8, 24),
    left=25.4,
    right=25.4,
    body_top=104,
    body_bottom=250,
    foot_top=252,
    folds=(101.6, 203.2),
)


def _without_window(like: Layout, body_top: float) -> Layout:
    return Layout(
        paper=like.paper,
        envelope=Envelope.NONE,
        width=like.width,
        height=like.height,
        window=None,
        address=Box(like.left, 52, 90, 32),
        return_line=0,
        sender=Box(like.left, 15, like.width - like.left - like.right, 28),
        information=Box(like.information.left, 52, like.information.width, 32),
        left=like.left,
        right=like.right,
        body_top=body_top,
        body_bottom=like.body_bottom,
        foot_top=like.foot_top,
    )


LAYOUTS: Final = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            DIN_B,
            DIN_A,
            UK,
            _without_window(DIN_B, 94),
            US_10,
            _without_window(US_10, 94),
        )
    }
)


def layout(paper: Paper, envelope: Envelope) -> Layout:
    """The layout for this paper and envelope; raises `KeyError` where the two do not go together."""
    return LAYOUTS[f"{paper}-{envelope}"]
