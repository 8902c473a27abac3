"""The words of a signature sheet, the same in every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters.cleaning import plain
from campaign.letters.wording import in_words, number
from campaign.letters.writers.blocks import Annex, Heading, Rows, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.values import Letter, SignatureSheet
    from campaign.letters.writers.blocks import Block, Row


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
    rows = tuple(_rows(annex, letter.language)) if _has_names(annex) else ()
    return _sheet(letter, annex, table_of_names(rows) if rows else None)


def without_names(letter: Letter, annex: SignatureSheet) -> Sheet:
    """The same, but for the names: there may be a hundred thousand."""
    return _sheet(letter, annex, None)


def blocks_of(letter: Letter, annex: SignatureSheet) -> Annex:
    """The same in blocks, in the language in use; the rows of names are made as they are taken."""
    return Annex(letter.subject, _blocks(letter, annex))


def _blocks(letter: Letter, annex: SignatureSheet) -> Iterator[Block]:
    yield Heading(annex.title)
    yield Text(letter.subject)
    yield Text(_lead(annex, letter.language))
    yield _countries(annex, letter.language)
    if _has_names(annex):
        yield table_of_names(Rows(lambda: _rows(annex, letter.language)))
    if unnamed := _unnamed(annex, letter.language):
        yield Text(unnamed)


def _sheet(letter: Letter, annex: SignatureSheet, names: Table | None) -> Sheet:
    return Sheet(
        title=annex.title,
        subject=letter.subject,
        lead=_lead(annex, letter.language),
        countries=_countries(annex, letter.language),
        names=names,
        unnamed=_unnamed(annex, letter.language),
    )


def _has_names(annex: SignatureSheet) -> bool:
    # Names may be read only while they are gone through: they are not asked how many they are.
    return annex.total > annex.unnamed


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


def _rows(annex: SignatureSheet, language: str) -> Iterator[Row]:
    for at, (name, country) in enumerate(annex.names, start=1):
        yield number(at, language), plain(name), plain(country)


def table_of_names(rows: Iterable[Row] = ()) -> Table:
    """The table of names with these rows: number, name, country."""
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
