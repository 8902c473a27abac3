"""Numbers as lists print them."""

from __future__ import annotations

import string
from typing import Final

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_AT_MOST: Final = 3999


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is ab, as in a web page (CSS Counter Styles 3, lower-alpha)."""
    found = ""
    while number > 0:
        number, place = divmod(number - 1, len(string.ascii_lowercase))
        found = string.ascii_lowercase[place] + found
    return found or "0"


def repeated_letter(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as in Word (ECMA-376, part 1, 17.18.59)."""
    if number < 1:
        return "0"
    times, place = divmod(number - 1, len(string.ascii_lowercase))
    return string.ascii_lowercase[place] * min(times + 1, 9)


def roman(number: int) -> str:
    """In small Roman numerals; a number that has none, in digits."""
    if not 0 < number <= _ROMAN_AT_MOST:
        return str(number)
    found = ""
    for value, numeral in _ROMAN:
        times, number = divmod(number, value)
        found += numeral * times
    return found
