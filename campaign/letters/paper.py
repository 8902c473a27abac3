"""The sheet that a letter stands on, in millimetres: A4 after DIN 5008 form B, for a window envelope."""

from __future__ import annotations

from typing import Final

from campaign.directory.values import MOST_LINES

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
LEFT: Final = 25.0
RIGHT: Final = 20.0
BODY_WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT

# The address field, its upper part being the line with the sender's address.
FIELD_LEFT: Final = 20.0
FIELD_TOP: Final = 45.0
FIELD_WIDTH: Final = 85.0
FIELD_HEIGHT: Final = 45.0
RETURN_HEIGHT: Final = 17.7
FIELD_RIGHT: Final = FIELD_LEFT + FIELD_WIDTH
FIELD_BOTTOM: Final = FIELD_TOP + FIELD_HEIGHT
ADDRESS_TOP: Final = FIELD_TOP + RETURN_HEIGHT
ADDRESS_HEIGHT: Final = FIELD_HEIGHT - RETURN_HEIGHT
# The sheet slides in the envelope: text keeps away from the window's right edge.
ADDRESS_WIDTH: Final = FIELD_RIGHT - LEFT - 2.0

INFORMATION_LEFT: Final = 125.0
SENDER_TOP: Final = 15.0
BODY_TOP: Final = 98.5
BODY_HEIGHT: Final = 168.5
FOOT_TOP: Final = 270.0
FOOT_HEIGHT: Final = 14.0
FOLDS: Final = (105.0, 210.0)


def line_pitch(lines: int) -> float:
    """The distance in millimetres from line to line with which so many lines stay in the address field."""
    return ADDRESS_HEIGHT / max(lines, MOST_LINES - 1)
