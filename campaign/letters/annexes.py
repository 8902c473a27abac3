"""What goes with an organization's letter: the signature sheet, the count certificate, the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.core.languages import gettext as _
from campaign.letters import languages
from campaign.letters.values import (
    CountCertificate,
    PublicLog,
    SignatureSheet,
    StatementAnnex,
    Verbatim,
    by_country,
)
from campaign.signatures import queries as signatures
from campaign.signatures.log import queries as logs
from campaign.signatures.log import services as log
from campaign.signatures.values import State

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign
    from campaign.letters.counting import Count
    from campaign.letters.facts import Facts
    from campaign.statements.models import Item


def sheet_of(campaign: Campaign, counted: Count, language: str, *, named: bool) -> SignatureSheet:
    """All who were counted, and if `named` those who gave their names to the offices."""
    names = signatures.delivered(campaign.id, counted.as_of) if named else ()
    pairs = tuple((signer.name, languages.country(signer.country, language)) for signer in names)
    return SignatureSheet(
        title=_("Signature sheet"),
        as_of=counted.as_of.date(),
        total=counted.total,
        names=pairs,
        unnamed=counted.total - len(pairs),
        by_country=_by_country(counted, language),
    )


def certificate_of(campaign: Campaign, counted: Count, known: Facts) -> CountCertificate:
    """What the organization certifies of the count and of the list whose hash `counted` has."""
    organization = campaigns.organization()
    left_out = signatures.not_counted(campaign.id, counted.as_of)
    return CountCertificate(
        campaign=campaign.title,
        item=known.item_place,
        words=campaign.item.text,
        source=known.source,
        total=counted.total,
        by_country=_by_country(counted, known.language),
        withdrawn=left_out[State.WITHDRAWN],
        rejected=left_out[State.REJECTED],
        unconfirmed=left_out[State.PENDING],
        cut_off=counted.as_of,
        digest=counted.list_sha256,
        organization=organization.name,
        place=organization.place,
        signatory=(organization.signatory, organization.signatory_title),
        words_language=campaign.item.statement.language,
        log=log_of(campaign, counted.as_of),
    )


def log_of(campaign: Campaign, as_of: datetime) -> PublicLog:
    """Where the campaign's log is checked, and its last checkpoint by `as_of`."""
    address = f"{config.current().base_url}/c/{campaign.slug}"
    checkpoint = logs.newest(campaign.id, as_of)
    if checkpoint is None:
        return PublicLog(address=address, key=log.public_key().public.hex())
    return PublicLog(
        address=address,
        key=checkpoint.public_key.hex(),
        made_at=checkpoint.made_at,
        entries=checkpoint.size,
        total=checkpoint.signatures,
        root=checkpoint.root.hex(),
    )


def statement_of(item: Item) -> StatementAnnex:
    """The statement in full, with this item marked."""
    statement = item.statement
    return StatementAnnex(
        title=statement.title,
        text=Verbatim(statement.text),
        start=item.start,
        end=item.end,
        number=item.number or "",
        issuer=statement.issuer,
        place=statement.place,
        adopted_on=statement.adopted_on,
        source=statement.source,
        language=statement.language,
    )


def _by_country(counted: Count, language: str) -> tuple[tuple[str, int], ...]:
    shown = {code: languages.country(code, language) for code in counted.by_country}
    return by_country(counted.by_country, shown)
