"""The words of the directory, and the postal address: ordered lines, the country alone on the last one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from campaign.core import countries
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

RecipientKind = Literal[
    "head-of-government",
    "foreign-minister",
    "mission-new-york",
    "mission-geneva",
    "secretary-general",
    "high-commissioner-refugees",
    "body",
]
Status = Literal["official", "secondary", "unverified", "unknown"]
Style = Literal["formal", "plain"]

KINDS: Final[tuple[str, ...]] = get_args(RecipientKind)
STATE_KINDS: Final = ("head-of-government", "foreign-minister", "mission-new-york", "mission-geneva")
KINDS_OF_A_STATE: Final = frozenset(STATE_KINDS)
STATUSES: Final[tuple[str, ...]] = get_args(Status)
STYLES: Final[tuple[str, ...]] = get_args(Style)

# GOV.UK Notify's rule for letters (notifications.service.gov.uk/using-notify/formatting), the office counted.
FEWEST_LINES: Final = 3
MOST_LINES: Final = 7
# No window holds more; what fits a window exactly, the typesetter measures.
LONGEST_LINE: Final = 100

_KEYS_OF_BODIES: Final = MappingProxyType({"UN": "unsg"})


def default_key(code: str) -> str:
    """The key of the recipient that letters to this addressee go to unless an organizer chooses another.

    For the code of a state that is its head of government, for the United Nations the Secretary-General, and
    for another body the entry that has its code as key.
    """
    if code in countries.CODES:
        return f"{code.lower()}-head-of-government"
    return _KEYS_OF_BODIES.get(code, code.lower())


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """The lines under which a letter reaches an office, from the office to the country; none: not known."""

    lines: tuple[str, ...] = ()

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> PostalAddress:
        """The address that somebody typed: blanks folded, empty lines left out, letters composed (NFC)."""
        folded = (unicodedata.normalize("NFC", " ".join(line.split())) for line in lines)
        return cls(tuple(line for line in folded if line))

    @property
    def is_empty(self) -> bool:
        """Whether the address is not known."""
        return not self.lines

    @property
    def has_enough_lines(self) -> bool:
        """Whether an office, a place and a country can stand in it."""
        return len(self.lines) >= FEWEST_LINES

    @property
    def has_too_many_lines(self) -> bool:
        """Whether it is higher than a window."""
        return len(self.lines) > MOST_LINES

    @property
    def has_valid_last_line(self) -> bool:
        """Whether the last line is a country, alone, in capitals, in English, as the one list has it."""
        return self.country is not None

    @property
    def country(self) -> str | None:
        """The code of the country on the last line, or None."""
        return countries.code_of_address_line(self.lines[-1]) if self.lines else None

    @property
    def bad_characters(self) -> tuple[str, ...]:
        """Characters that show nothing or change their neighbours (controls, overrides), each once."""
        return bad_characters("".join(self.lines))

    @property
    def has_long_lines(self) -> bool:
        """Whether a line is longer than any window."""
        return any(len(line) > LONGEST_LINE for line in self.lines)

    @property
    def as_single_line(self) -> str:
        """The address in one line, with commas."""
        return ", ".join(self.lines)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the address, a sentence each; nothing is wrong with one that is not known."""
        if self.is_empty:
            return ()
        found = (
            (not self.has_enough_lines, _("The address has fewer than %(count)s lines.", count=FEWEST_LINES)),
            (self.has_too_many_lines, _("The address has more than %(count)s lines.", count=MOST_LINES)),
            (
                self.has_long_lines,
                _("A line of the address is longer than %(count)s letters.", count=LONGEST_LINE),
            ),
            (
                bool(self.bad_characters),
                _("The address holds %(names)s.", names=code_points(self.bad_characters)),
            ),
            (not self.has_valid_last_line, self._complaint_about_the_last_line()),
        )
        return tuple(sentence for is_so, sentence in found if is_so)

    def _complaint_about_the_last_line(self) -> str:
        return _(
            "The last line of the address is “%(line)s”: it must be the country alone, in English, "
            "in capitals, such as VIET NAM.",
            line=self.lines[-1],
        )


def bad_characters(text: str) -> tuple[str, ...]:
    """Characters of `text` that no address or form of address may hold, each once, in order.

    Those are Unicode's categories C (controls, bidirectional overrides, private use), Zl and Zp.
    """
    bad = (
        one
        for one in text
        if unicodedata.category(one)[0] == "C" or unicodedata.category(one) in {"Zl", "Zp"}
    )
    return tuple(dict.fromkeys(bad))


def code_points(characters: Iterable[str]) -> str:
    """How to speak of characters that cannot be seen: `U+202E, U+0000`."""
    return ", ".join(f"U+{ord(one):04X}" for one in characters)
