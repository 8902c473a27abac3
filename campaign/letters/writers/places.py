"""Every text of a letter with the name of its place, for sentences that say where something stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.values import Letter, SignatureSheet


def places(letter: Letter) -> Iterator[tuple[str, str]]:
    """Pairs of a place's name and the text that stands there, from top to bottom."""
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
    if letter.annex:
        yield from _sheet(letter.annex)


def _sheet(annex: SignatureSheet) -> Iterator[tuple[str, str]]:
    yield _("the title of the signature sheet"), annex.title
    for country, _count in annex.by_country:
        yield _("the countries of the signature sheet"), country
    for at, (name, country) in enumerate(annex.names, start=1):
        yield _("line %(number)s of the signature sheet", number=at), f"{name} {country}"
