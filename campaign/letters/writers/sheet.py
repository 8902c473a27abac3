"""The words of a signature sheet, the same in every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters.wording import in_words, number

if TYPE_CHECKING:
    from campaign.letters.values import Letter, SignatureSheet


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and the rows; the columns in `numbers` hold figures."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a signature sheet says, from top to bottom."""

    title: str
    subject: str
    lead: str
    countries: Table
    names: Table | None
    unnamed: str


def sheet_of(letter: Letter) -> Sheet | None:
    """The signature sheet that follows the letter, in the language in use, or None."""
    annex = letter.annex
    if annex is None:
        return None
    return Sheet(
        title=annex.title,
        subject=letter.subject,
        lead=_lead(annex, letter.language),
        countries=_countries(annex, letter.language),
        names=_names(annex, letter.language) if annex.names else None,
        unnamed=_unnamed(annex, letter.language),
    )


def _lead(annex: SignatureSheet, language: str) -> str:
    return ngettext(
        "By %(date)s, %(shown)s person had confirmed a signature. Countries with fewer than five are "
        "counted together.",
        "By %(date)s, %(shown)s people had confirmed their signature. Countries with fewer than five are "
        "counted together.",
        annex.total,
        shown=number(annex.total, language),
        date=in_words(annex.as_of, language),
    )


def _countries(annex: SignatureSheet, language: str) -> Table:
    rows = tuple((country, number(count, language)) for country, count in annex.by_country)
    return Table(_("Signatures by country"), (_("Country"), _("Signatures")), rows, (1,))


def _names(annex: SignatureSheet, language: str) -> Table:
    numbered = enumerate(annex.names, start=1)
    rows = tuple((number(at, language), name, country) for at, (name, country) in numbered)
    return Table(
        _("Those who wished their names to reach you"),
        (_("No."), _("Name"), _("Country")),
        rows,
        (0,),
    )


def _unnamed(annex: SignatureSheet, language: str) -> str:
    if not annex.unnamed:
        return ""
    return ngettext(
        "%(shown)s person has signed without giving a name to be passed on.",
        "%(shown)s people have signed without giving their names to be passed on.",
        annex.unnamed,
        shown=number(annex.unnamed, language),
    )
