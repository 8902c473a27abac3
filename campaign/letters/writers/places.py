"""Every text of a letter with the name of its place, for sentences that say where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters.cleaning import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.values import CountCertificate, Letter, StatementAnnex


def places(letter: Letter) -> Iterator[tuple[str, str]]:
    """Pairs of a place's name and the text that stands there, from the letter's page to the end.

    The names on a signature sheet are left out: there may be a hundred thousand, and each is looked at by
    itself.
    """
    for line in letter.sender:
        yield _("the sender"), line
    for line in letter.address_lines:
        yield _("the address"), line
    yield _("the place and date"), letter.dateline
    yield _("the reference"), letter.reference
    yield _("the subject"), letter.subject
    yield _("the salutation"), letter.salutation
    for at, paragraph in enumerate(letter.paragraphs, start=1):
        yield _("paragraph %(number)s", number=at), paragraph.text
        yield _("the source of the quote"), paragraph.source
    yield _("the close"), letter.close
    for line in letter.signatory:
        yield _("the signature"), line
    yield _("the campaign’s address"), letter.campaign_url
    yield from _accompanying(letter)


def characters_of(letter: Letter) -> str:
    """All that stands in those places, in one text without order."""
    texts = [
        *letter.sender,
        *letter.address_lines,
        letter.dateline,
        letter.reference,
        letter.subject,
        letter.salutation,
        *(paragraph.text for paragraph in letter.paragraphs),
        *(paragraph.source for paragraph in letter.paragraphs),
        letter.close,
        *letter.signatory,
        letter.campaign_url,
    ]
    if letter.annex:
        texts += [letter.annex.title, *(country for country, _count in letter.annex.by_country)]
    if letter.certificate:
        texts += _certificate_texts(letter.certificate)
    if letter.statement:
        texts += _statement_texts(letter.statement)
    return "".join(texts)


def _accompanying(letter: Letter) -> Iterator[tuple[str, str]]:
    if letter.annex:
        yield _("the title of the signature sheet"), letter.annex.title
        for country, _count in letter.annex.by_country:
            yield _("the countries of the signature sheet"), country
    if letter.certificate:
        for text in _certificate_texts(letter.certificate):
            yield _("the count certificate"), text
    if letter.statement:
        for text in _statement_texts(letter.statement):
            yield _("the statement in full"), text


def _certificate_texts(told: CountCertificate) -> list[str]:
    countries = (country for country, _count in told.by_country)
    own = (told.campaign, told.item, told.words, told.source, told.organization, told.place)
    return [*own, *countries, *told.signatory]


def _statement_texts(told: StatementAnnex) -> list[str]:
    return [told.title, told.issuer, told.place, told.source, printable(told.text)]
