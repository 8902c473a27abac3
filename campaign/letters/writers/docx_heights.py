"""The heights that keep an address in the window of its envelope when Word sets the letter.

Every line above the text has an exact height, and only the space before a paragraph is used (Word adds or
merges the spaces of neighbours, depending on its settings): so the address stands where the PDF has it. A
line that Word broke would push all that follows out of its place. Word's own measure is not at hand; so the
widths here are those of Times New Roman from above, and a line that might be too long is set smaller, or
broken here.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from campaign.letters.layouts import POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from campaign.letters.layouts import Layout

# Heights of exact lines, in millimetres.
NAME_LINE: Final = 6.0
SENDER_LINE: Final = 4.0
RETURN_LINE: Final = 4.0
RETURN_GAP: Final = 1.0
INFORMATION_LINE: Final = 5.0
# The line with reference and date stands so high above the text's place, clear of every window.
INFORMATION_RISE: Final = 7.5

NAME_SIZE, SENDER_SIZE, RETURN_SIZE, ADDRESS_SIZE = 12.0, 9.0, 7.0, 10.0
SMALLEST: Final = 6.5
# The share of their usual height that the sender's lines need not to touch each other.
CLOSEST: Final = 0.8

# In sizes of the type (Times Bold): small letters and figures at most, capitals, what is as wide as high.
_SMALL, _LARGE, _SQUARE = 0.57, 0.84, 1.0
_LARGE_ONES: Final = re.compile("[A-ZÀ-Þmw&\u0391-\u03ab\u0410-\u042fĀĂĄĆĐĒĘĚĜĞĪİŁŃŌŐŒŚŞŠŪŮŰŹŻŽƠƯẠ-Ỹ]")
_SQUARE_ONES: Final = re.compile("[MW@%—…\u0590-\u1dff\u2e80-\uffef\U00010000-\U0010ffff]")


def width(text: str, size: float) -> float:
    """The most that `text` takes in one line, in millimetres, set at `size` points."""
    large = len(_LARGE_ONES.findall(text))
    square = len(_SQUARE_ONES.findall(text))
    return (len(text) * _SMALL + large * (_LARGE - _SMALL) + square * (_SQUARE - _SMALL)) * size * POINT


def fitted(lines: Iterable[str], room: float, size: float) -> float:
    """The size in points, `size` at most, at which every line takes no more than `room` millimetres."""
    widest = max((width(line, size) for line in lines), default=0)
    return size if widest <= room else size * room / widest


def broken(lines: Iterable[str], room: float, size: float) -> list[str]:
    """The lines, each that may be wider than `room` broken into several, at blanks if it has any."""
    return [piece for line in lines for piece in _pieces(line, room, size)]


def _pieces(line: str, room: float, size: float) -> list[str]:
    pieces, most = [line], len(line)
    while most > 1 and any(width(piece, size) > room for piece in pieces):
        most -= 1
        pieces = wrap(line, most)
    return pieces


class Head:
    """What stands above the text of a letter, and how high: in Word all of it is one column of lines."""

    def __init__(self, layout: Layout, sender: Sequence[str], address: int) -> None:
        self._layout = layout
        self._address = address
        room = layout.sender.width
        rest = broken(sender[1:], room, SENDER_SIZE)
        name = broken(sender[:1], room, NAME_SIZE)
        self.sender, self.names = [*name, *rest], len(name)
        words = [word for line in sender[:1] for word in line.split()]
        if not self.fits or fitted(words, room, NAME_SIZE) < NAME_SIZE:
            # A long name is set no larger than what stands under it.
            self.sender, self.names = [*broken(sender[:1], room, SENDER_SIZE), *rest], 0

    @property
    def fits(self) -> bool:
        """Whether the sender's lines have room enough not to touch each other."""
        return self._share >= CLOSEST

    def sender_line(self, at: int) -> float:
        """The height of the sender's line, counted from 0; less than usual where they are many."""
        return (NAME_LINE if at < self.names else SENDER_LINE) * self._share

    @property
    def before_return(self) -> float:
        """The space that brings the line with the sender right above the address."""
        return self._room - self._taken

    @property
    def before_address(self) -> float:
        """The space over the first line of the address."""
        return RETURN_GAP if self._layout.return_line else self._room - self._taken

    @property
    def before_information(self) -> float:
        """The space that brings reference and date right above the text's place."""
        below = self._layout.address.top + self._layout.pitch(self._address) * self._address
        return self._layout.body_top - INFORMATION_RISE - below

    @property
    def _room(self) -> float:
        returned = RETURN_LINE + RETURN_GAP if self._layout.return_line else 0
        return self._layout.address.top - self._layout.sender.top - returned

    @property
    def _share(self) -> float:
        usual = NAME_LINE * self.names + SENDER_LINE * (len(self.sender) - self.names)
        return min(1, self._room / usual) if usual else 1

    @property
    def _taken(self) -> float:
        return sum(self.sender_line(at) for at in range(len(self.sender)))
