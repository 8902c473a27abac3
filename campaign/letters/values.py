"""What a letter is made of; all of it is plain text, and nothing here knows of a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# A country with fewer signers is not broken out: nobody shall learn who signed.
COUNTRY_FLOOR = 5
# So many letters of an office's name fit the window of an envelope.
OFFICE_LINE = 38


class Audience(StrEnum):
    """In whose name a letter is written."""

    ORGANIZATION = "organization"
    SIGNERS = "signers"


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    TEXT = "text"
    QUOTE = "quote"
    REQUEST = "request"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter; `source` says where a quote stands."""

    kind: ParagraphKind
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class DraftText:
    """The text that an organizer edits: paragraphs apart by blank lines, with `((placeholders))`."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSheet:
    """The annex of an organization's letter: all signers counted, and those named who sent their names.

    `names` holds pairs of name and country, `by_country` pairs of country and count as `by_country` gives
    them; `unnamed` is how many of `total` are not in `names`.
    """

    title: str
    as_of: date
    total: int
    names: tuple[tuple[str, str], ...]
    unnamed: int
    by_country: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the text of a letter.

    `key` names the letter in sentences and files. `address` is what the window shows, from the office to the
    country, 3 to 7 lines, or empty where no address is known. `signatory` is a name, then a title or a
    country. `email` is the recipient's, never a signer's.
    """

    key: str
    audience: Audience
    sender: tuple[str, ...]
    office: str
    address: tuple[str, ...]
    date: date
    salutation: str
    close: str
    signatory: tuple[str, ...]
    campaign_url: str
    place: str = ""
    reference: str = ""
    email: str | None = None
    language: str = "en"
    annex: SignatureSheet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Frame):
    """A draft made final for one sender and one recipient."""

    subject: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The lines in the window; an address that is unknown says so."""
        return self.address or (*wrap(self.office, OFFICE_LINE), _("[address to be completed]"))

    @property
    def return_line(self) -> str:
        """The sender in one line, to stand above the address."""
        return " · ".join(self.sender)

    @property
    def dateline(self) -> str:
        """Place and date, as they stand at the head of a letter."""
        day = in_words(self.date, self.language)
        return _("%(place)s, %(date)s", place=self.place, date=day) if self.place else day


def by_country(
    counts: Mapping[str, int], names: Mapping[str, str], floor: int = COUNTRY_FLOOR
) -> tuple[tuple[str, int], ...]:
    """Names of countries with their counts, the highest first; those under `floor` together, at the end.

    Args:
        counts: confirmed signatures by country code.
        names: the name of each code, in the letter's language.
        floor: the fewest signatures with which a country is named.

    """
    shown = [(names[code], count) for code, count in counts.items() if count >= floor]
    rest = sum(count for count in counts.values() if 0 < count < floor)
    ordered = sorted(shown, key=lambda row: (-row[1], row[0]))
    return (*ordered, (_("other countries"), rest)) if rest else tuple(ordered)
