"""What a letter is made of; all of it is plain text, and nothing here knows of a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters.wording import in_words
from campaign.signatures.counting.values import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

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
    TRANSLATION = "translation"
    REQUEST = "request"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a letter; `source` says where a quote stands, or marks a translation as one.

    `language` is the text's own where it is not the letter's: a quote is in the language of the statement.
    """

    kind: ParagraphKind
    text: str
    source: str = ""
    language: str = ""

    @property
    def is_indented(self) -> bool:
        """Whether it stands apart from the letter's own words: the item, or its translation."""
        return self.kind in {ParagraphKind.QUOTE, ParagraphKind.TRANSLATION}


@dataclass(frozen=True, slots=True)
class DraftText:
    """The text that an organizer edits: paragraphs apart by blank lines, with `((placeholders))`.

    Where `salutation` or `close` is empty, the recipient's own stands.
    """

    subject: str
    body: str
    salutation: str = ""
    close: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSheet:
    """The annex of an organization's letter: all signers counted, and those named who sent their names.

    `names` holds pairs of name and country; it may be anything that can be gone through again and again, such
    as one that reads them from the database a thousand at a time. `by_country` holds pairs of country and
    count as `by_country` gives them; `unnamed` is how many of `total` are not in `names`.
    """

    title: str
    as_of: date
    total: int
    names: Iterable[tuple[str, str]]
    unnamed: int
    by_country: tuple[tuple[str, int], ...]

    @property
    def named(self) -> int:
        """How many names there are."""
        return self.total - self.unnamed


class Verbatim(str):
    """Words that are quoted as they stand, with their lines: they are never cleaned."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLog:
    """What outsiders check the number with: where the log is, the key that signs it, the last checkpoint.

    The checkpoint was made at `made_at`, in UTC, of `entries` entries, which leave `total` signatures; None
    if none had been made by the cut-off. `key` and `root` are in hexadecimal, in which no digit is taken for
    another on paper.
    """

    address: str
    key: str
    made_at: datetime | None = None
    entries: int = 0
    total: int = 0
    root: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCertificate:
    """What an organization certifies of the signatures under a campaign at `cut_off`, in UTC.

    `item` is the item as it stands in a sentence ("item 1.3"), `words` its words and `source` where they
    stand. `total` is how many were confirmed; `by_country` holds pairs of country and count as `by_country`
    gives them. `withdrawn`, `rejected` and `unconfirmed` are how many were taken back, taken out, and never
    confirmed. `digest` is the SHA-256, in hexadecimal, of the list of signatures: UTF-8, a line for each
    confirmed one in the order of signing, with its identifier, the country's code and the moment of
    confirmation in ISO 8601, apart by tabs, and a line feed after each. `signatory` is a name, then a title.
    """

    campaign: str
    item: str
    words: str
    source: str
    total: int
    by_country: tuple[tuple[str, int], ...]
    withdrawn: int
    rejected: int
    unconfirmed: int
    cut_off: datetime
    digest: str
    organization: str
    place: str
    signatory: tuple[str, ...]
    words_language: str = "en"
    log: PublicLog | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAnnex:
    """The statement in full, with the item of the campaign marked in it.

    `text` is the statement's, as it was brought in; `start` and `end` are the item's place in it, and
    `number` is its number, or empty.
    """

    title: str
    text: Verbatim
    start: int
    end: int
    number: str = ""
    issuer: str = ""
    place: str = ""
    adopted_on: date | None = None
    source: str = ""
    language: str = "en"


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
    certificate: CountCertificate | None = None
    statement: StatementAnnex | None = None


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
    def is_accompanied(self) -> bool:
        """Whether anything goes with the letter."""
        return bool(self.annex or self.certificate or self.statement)

    @property
    def dateline(self) -> str:
        """Place and date, as they stand at the head of a letter."""
        day = in_words(self.date, self.language)
        return _("%(place)s, %(date)s", place=self.place, date=day) if self.place else day


def by_country(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Names of countries with their counts, the highest first; those that stand together at the end.

    Which do is said by `grouped`.

    Args:
        counts: confirmed signatures by country code.
        names: the name of each code, in the letter's language.

    """
    alone, others = grouped(counts)
    shown = sorted(((names[code], count) for code, count in alone.items()), key=lambda row: (-row[1], row[0]))
    return (*shown, (_("other countries"), others)) if others else tuple(shown)
