"""What differs from letter to letter, written as the content of a page whose rest is set already."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from campaign.core.languages import lazy_gettext as _
from campaign.letters.fonts import package_for
from campaign.letters.writers.errors import NoFontFor, TooWideToStamp, TwoDirections
from campaign.letters.writers.font_files import BOLD, REGULAR
from campaign.letters.writers.shaping import (
    MOST_LINES,
    NoFace,
    RunsBothWays,
    Shaped,
    is_right_to_left,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from campaign.letters.writers.set_page import Place
    from campaign.letters.writers.shaping import Words

# A line that is wider than its place is set smaller, down to this.
SMALLEST: Final = 0.8
# All countries with and without a city.
MOST_COUNTRIES: Final = 1000


class Stamp(NamedTuple):
    """What differs on one letter.

    `key` names the letter in sentences, never the signer; `country` is the word to print; `number` ends the
    running reference.
    """

    key: str
    name: str
    city: str
    country: str
    number: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a stamped line; `width` in points is all that it may take."""

    place: Place
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The places on a page, None where a layout has none."""

    sender_name: Slot | None
    sender_city: Slot | None
    sender_country: Slot | None
    return_line: Slot | None
    dateline: Slot | None
    reference: Slot | None
    signatory_name: Slot | None
    signatory_country: Slot | None


SLOTS: Final = tuple(field.name for field in fields(Slots))
_NAME, _CITY, _COUNTRY = range(3)
OF_COUNTRY: Final = frozenset({"sender_country", "signatory_country"})
_NAMES_OF_PLACES: Final = MappingProxyType(
    {
        "sender_name": _("the signer’s name"),
        "sender_city": _("the signer’s city"),
        "sender_country": _("the signer’s country"),
        "return_line": _("the sender in one line"),
        "dateline": _("the place and date"),
        "reference": _("the reference"),
        "signatory_name": _("the signer’s name"),
        "signatory_country": _("the signer’s country"),
    }
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around what is stamped, as the letter has them."""

    before_city: str
    after_city: str
    dateline: str
    reference: str


class Stamper:
    """Writes the contents of the pages of one file; `words` then knows the fonts and glyphs that it took.

    Args:
        words: shapes what is stamped.
        wording: the words around it.
        slots: the places on the page, and those where no city is known.
        draw_often: keeps a content that stands on many pages, and gives what draws it there.

    """

    def __init__(
        self,
        words: Words,
        wording: Wording,
        slots: tuple[Slots, Slots],
        draw_often: Callable[[bytes], bytes],
    ) -> None:
        self._words = words
        self._wording = wording
        self._heads = [_ordered(each) for each in slots]
        self._draw_often = draw_often
        self._numbers = _Numbers(words, wording.reference)
        self._dateline = lru_cache(maxsize=MOST_LINES)(self._dateline_of)
        self._country = lru_cache(maxsize=MOST_COUNTRIES)(self._country_of)

    def content(self, stamp: Stamp) -> bytes:
        """The content of the stamp's page, without the form beneath it.

        Raises:
            CannotStamp: one of its children, which names the letter and the place, never what stands there.

        """
        key, name, city, country, number = stamp
        # As `slots` has them: with a city, and without one.
        variant = 0 if city else 1
        heads, _often = self._heads[variant]
        line, kept = self._words.line, self._words.kept_line
        place = _NAME
        try:
            bold, regular = line(name, BOLD), line(name, REGULAR)
            place = _COUNTRY
            drawn, country_line = self._country(country, variant)
            if not drawn:
                raise TooWideToStamp(key, _name_of(_COUNTRY))
            place = _CITY
            city_line, dateline = kept(city, REGULAR), self._dateline(city)
        except (NoFace, RunsBothWays) as error:
            raise _sentence(error, key, _name_of(place)) from error
        returned = self._returned(((name, regular), (city, city_line), (country, country_line)))
        lines = (bold, city_line, country_line, returned, dateline, self._numbers.line(number), bold)
        written = _written(heads, lines, key)
        return (drawn + written).replace(b")(", b"")

    def _returned(self, told: Sequence[tuple[str, Shaped]]) -> Shaped:
        """The sender in one line: name, city if there is one, country, with dots between them."""
        (name, _line), (city, _line), _country = told
        parts = told if city else told[::_COUNTRY]
        if not (city.isascii() or name.isascii()) and is_right_to_left(city) and is_right_to_left(name):
            # One run from right to left, with its dot: it is read from the name at its right end.
            parts = (told[_CITY], told[_NAME], told[_COUNTRY])
        joints, before, dot = [parts[0][1]], parts[0][0], self._words.dot
        for text, line in parts[1:]:
            joints += (dot(before, text), line)
            before = text
        return joined(joints)

    def _country_of(self, country: str, variant: int) -> tuple[bytes, Shaped]:
        line = self._words.line(country, REGULAR)
        _heads, often = self._heads[variant]
        try:
            return self._draw_often(_written(often, [line] * len(SLOTS), "")), line
        except TooWideToStamp:
            return b"", line

    def _dateline_of(self, city: str) -> Shaped:
        wording, line = self._wording, self._words.line
        if not city:
            return line(wording.dateline, REGULAR)
        try:
            return line(f"{wording.before_city}{city}{wording.after_city}", REGULAR)
        except RunsBothWays:
            # A city from right to left in a date from left to right: each keeps its own.
            around = (wording.before_city, city, wording.after_city)
            return joined([line(part, REGULAR) for part in around if part.strip()])


class _Numbers:
    """The running reference: what it begins with, and six digits or more."""

    def __init__(self, words: Words, before: str) -> None:
        digits = [words.line(str(digit), REGULAR) for digit in range(10)]
        self._bodies = [digit.body for digit in digits]
        self._digit = digits[0]
        # It ends in the font of the digits, whatever that of its signs is.
        nothing = digits[0]._replace(body=b"", width=0.0)
        line = words.line(before, REGULAR) if before else nothing
        opening = joined([line, nothing], words.blank(REGULAR) if before else None)
        self._first, self._opening, self._width = opening.first, opening.body, opening.width
        self._thousand = [b"".join(self._bodies[int(one)] for one in f"{at:03d}") for at in range(1000)]

    def line(self, number: int) -> Shaped:
        digit, (most, least) = self._digit, divmod(number, 1000)
        if most < 1000:  # noqa: PLR2004 - the table has three digits
            body = self._opening + self._thousand[most] + self._thousand[least]
            return Shaped(self._first, body, digit.last, self._width + 6 * digit.width)
        figures = str(number)
        body = self._opening + b"".join(self._bodies[int(one)] for one in figures)
        return Shaped(self._first, body, digit.last, self._width + len(figures) * digit.width)


def _written(heads: Sequence[_Head], lines: Sequence[Shaped], key: str) -> bytes:
    parts, font, rules = [b"BT"], -1, b""
    for head in heads:
        first, body, last, width = lines[head.at]
        if first != font:
            parts.append(b"/F%d 1 Tf " % first)
        width *= head.unit
        if width <= head.width:
            parts.append(head.opening)
        else:
            parts.append(head.smaller(width, key))
            width = head.width
        parts.append(body)
        parts.append(b"]TJ\n")
        font = last
        if head.rule:
            rules = head.rule % (head.x + width)
    parts.append(b"ET ")
    parts.append(rules)
    return b"".join(parts)


class _Head:
    """A slot made ready: what opens its line, with its colour where that changes."""

    __slots__ = ("_colour", "_place", "at", "opening", "rule", "unit", "width", "x")

    def __init__(self, at: int, slot: Slot, colour_before: bytes) -> None:
        place = slot.place
        self.at, self.width, self.x, self.unit = at, slot.width, place.x, place.size / 1000
        self._place = place
        self._colour = b"%b rg " % place.colour if place.colour != colour_before else b""
        self.opening = self._opening(place.size)
        self.rule = b""
        if place.rule:
            y = place.y - place.rule.below
            self.rule = b"%b RG %g w %.2f %.2f m %%.2f %.2f l S" % (
                *(place.rule.colour, place.rule.thickness, place.x, y, y),
            )

    def smaller(self, width: float, key: str) -> bytes:
        scale = self.width / width
        if scale < SMALLEST:
            raise TooWideToStamp(key, _name_of(self.at))
        return self._opening(self._place.size * scale)

    def _opening(self, size: float) -> bytes:
        return b"%b%.4g 0 0 %.4g %.2f %.2f Tm[" % (self._colour, size, size, self._place.x, self._place.y)


def _ordered(slots: Slots) -> tuple[tuple[_Head, ...], tuple[_Head, ...]]:
    """What is written on each page, and what all of a country share."""
    there = [(at, slot) for at, name in enumerate(SLOTS) if (slot := getattr(slots, name))]
    return (
        _heads([(at, slot) for at, slot in there if SLOTS[at] not in OF_COUNTRY]),
        _heads([(at, slot) for at, slot in there if SLOTS[at] in OF_COUNTRY]),
    )


def _heads(slots: Sequence[tuple[int, Slot]]) -> tuple[_Head, ...]:
    ordered = sorted(slots, key=lambda pair: (pair[1].place.colour, pair[0]))
    colours = [b"", *(slot.place.colour for _at, slot in ordered)]
    return tuple(_Head(at, slot, before) for (at, slot), before in zip(ordered, colours, strict=False))


def _name_of(place: int) -> str:
    return str(_NAMES_OF_PLACES[SLOTS[place]])


def _sentence(error: NoFace | RunsBothWays, key: str, place: str) -> NoFontFor | TwoDirections:
    if isinstance(error, NoFace):
        return NoFontFor(key, place, error.character, package_for(error.character))
    return TwoDirections(key, place)
