"""States of a signature, what a signer may write, and the grouping of counts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from campaign.core import countries
from campaign.core.errors import NotFound, Refused
from campaign.core.languages import gettext as _

NAME_LENGTH = 100
CITY_LENGTH = 100
COMMENT_LENGTH = 1_000
# What shows nothing, though Unicode calls it a letter or a symbol: Hangul fillers, the empty Braille pattern,
# the null notehead.
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
# Unseen and needed: between the letters of some scripts and the parts of some emoji, and between words in
# Khmer, Lao, Burmese and Thai.
JOINERS = frozenset("\u200b\u200c\u200d")
SHOWS = frozenset("LNPS")
LINE_BREAK = re.compile("\r\n|[\r\n\u2028\u2029]")


class State(StrEnum):
    """Where a signature stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            State.PENDING: _("pending"),
            State.CONFIRMED: _("confirmed"),
            State.WITHDRAWN: _("withdrawn"),
            State.REJECTED: _("rejected"),
        }[self]


class CannotSign(Refused):
    """Something in the form cannot be taken; `field` names it."""

    status = 422

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class NameIsNotGiven(Refused):
    """A paragraph for letters in the name of somebody whose name the offices do not get."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "You do not give your name to the offices, so only letters that you post yourself are in your"
                " name. You can change that on the page of what you signed."
            )
        )


class NoSuchSignature(NotFound):
    """The signature is not there, or withdrawn and forgotten."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody wrote into the form, cleaned and checked."""

    name: str
    email: str
    country: str
    city: str = ""
    comment: str = ""
    show_name: bool = False
    deliver_name: bool = False
    updates: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """What of a signer may go into a letter: never the e-mail."""

    name: str
    country: str
    city: str = ""
    own_words: str = ""


def clean_line(field: str, text: str, limit: int, label: str) -> str:
    """One line of a person's text: outer blanks trimmed, in NFC.

    Raises `CannotSign` where it is longer than `limit` characters or holds control characters
    or characters that turn the direction of writing.
    """
    line = unicodedata.normalize("NFC", text).strip()
    if len(line) > limit:
        message = _("%(label)s can have at most %(limit)s characters.", label=label, limit=limit)
        raise CannotSign(message, field)
    # Nearly every line is printable, and then holds none of these.
    if not line.isprintable() and (bad := next((c for c in line if _is_control(c)), None)):
        message = _(
            "%(label)s holds a character that cannot be printed (%(character)s). Please type it again.",
            label=label,
            character=f"U+{ord(bad):04X}",
        )
        raise CannotSign(message, field)
    return line


def clean_name(text: str) -> str:
    """A name that shows something; raises `CannotSign`."""
    name = clean_line("name", text, NAME_LENGTH, _("The name"))
    if not name:
        raise CannotSign(_("Please enter your name."), "name")
    if not shows_something(name):
        raise CannotSign(_("The name shows nothing. Please enter it in letters."), "name")
    return name


def clean_lines(field: str, text: str, limit: int, label: str) -> str:
    """Text of several lines: line breaks are kept, other control characters refused; raises `CannotSign`."""
    lines = LINE_BREAK.split(unicodedata.normalize("NFC", text).replace("\t", " ").strip())
    if len("\n".join(lines)) > limit:
        message = _("%(label)s can have at most %(limit)s characters.", label=label, limit=limit)
        raise CannotSign(message, field)
    cleaned = [clean_line(field, line, limit, label) for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(cleaned))


def clean_comment(text: str) -> str:
    """A comment; raises `CannotSign`."""
    return clean_lines("comment", text, COMMENT_LENGTH, _("The comment"))


def clean_country(code: str) -> str:
    """A country's alpha-2 code; raises `CannotSign`."""
    if code not in countries.CODES:
        raise CannotSign(_("Please choose your country from the list."), "country")
    return code


def shows_something(text: str) -> bool:
    """Whether any character of `text` leaves a mark by itself: blanks, fillers and lone marks do not."""
    return any(c not in FILLERS and unicodedata.category(c)[0] in SHOWS for c in text)


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    if character in JOINERS:
        return False
    return category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
