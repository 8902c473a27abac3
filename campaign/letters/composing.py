"""From campaigns and signatures to letters: what is known goes into `compose`, which is pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core import clock, config, countries
from campaign.core.languages import gettext as _
from campaign.letters import wording
from campaign.letters.compose import compose
from campaign.letters.facts import Facts
from campaign.letters.naming import called, in_sentence, with_article
from campaign.letters.queries import draft_text
from campaign.letters.values import Audience, Frame, SignatureSheet, by_country
from campaign.signatures import queries as signatures
from campaign.signatures.values import Signer

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.values import DraftText, Letter


@dataclass(frozen=True, slots=True)
class Count:
    """The confirmed signatures of a campaign by country code, as of a moment."""

    by_country: dict[str, int]
    as_of: datetime

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_country.values())


def count(campaign: Campaign, as_of: datetime) -> Count:
    """What was confirmed by `as_of`."""
    return Count(signatures.counts_by_country(campaign.id, as_of), as_of)


def for_organization(row: CampaignRecipient, counted: Count, draft: DraftText | None = None) -> Letter:
    """The organization's letter to one recipient, in the name of those counted, with the signature sheet."""
    organization = campaigns.organization()
    frame = replace(
        _frame(row, counted.as_of, Audience.ORGANIZATION),
        sender=(organization.name, *organization.address_lines),
        place=organization.place,
        signatory=(organization.signatory, organization.signatory_title, organization.name),
        annex=_sheet(row.campaign, counted) if counted.total else None,
    )
    return compose(draft or draft_text(row, Audience.ORGANIZATION), _facts(row, counted), frame)


def for_signer(  # noqa: PLR0913, PLR0917 - a letter has this many sides
    signer: Signer,
    row: CampaignRecipient,
    counted: Count,
    own_words: str = "",
    draft: DraftText | None = None,
    number: int | None = None,
) -> Letter:
    """A signer's own letter to one recipient; nothing in it holds her e-mail.

    `number` tells it from other letters to the same recipient where something is wrong with one.
    """
    country = countries.un_name(signer.country)
    around = _frame(row, counted.as_of, Audience.SIGNERS)
    frame = replace(
        around,
        key=around.key if number is None else f"{around.key} {number}",
        sender=tuple(part for part in (signer.name, signer.city, country) if part),
        place=signer.city,
        signatory=(signer.name, country),
    )
    facts = _facts(row, counted, signer.name, country, own_words)
    return compose(draft or draft_text(row, Audience.SIGNERS), facts, frame)


def sample(row: CampaignRecipient, audience: Audience, draft: DraftText | None = None) -> Letter:
    """How the letter to this recipient looks today; a signer's letter is that of a made-up signer."""
    counted = count(row.campaign, clock.now())
    if audience is Audience.ORGANIZATION:
        return for_organization(row, counted, draft)
    return for_signer(_somebody(), row, counted, draft=draft)


def _frame(row: CampaignRecipient, as_of: datetime, audience: Audience) -> Frame:
    recipient = row.recipient
    return Frame(
        key=recipient.key,
        audience=audience,
        sender=(),
        signatory=(),
        office=recipient.office,
        address=tuple(recipient.lines),
        date=as_of.date(),
        salutation=recipient.salutation,
        close=recipient.close,
        campaign_url=_address_of(row.campaign),
        reference=f"{row.campaign.item.place} / {recipient.code}",
        email=recipient.email or None,
    )


def _facts(
    row: CampaignRecipient,
    counted: Count,
    signer_name: str = "",
    signer_country: str = "",
    own_words: str = "",
) -> Facts:
    campaign, item = row.campaign, row.campaign.item
    statement, requests = item.statement, item.request_words
    organization = campaigns.organization()
    asked = in_sentence([r.recipient for r in campaign.recipients if not r.is_copy], item)
    return Facts(
        recipient_office=row.recipient.office,
        addressee=asked if row.is_copy else in_sentence([row.recipient], item),
        addressees=asked,
        campaign=campaign.title,
        campaign_address=_address_of(campaign),
        organization=organization.name,
        statement=called(statement.title),
        item=item.text,
        requests=requests,
        request_form=wording.request_form(item.text, (requests or ("",))[0]),
        count=counted.total,
        countries=len(counted.by_country),
        count_date=counted.as_of.date(),
        date=counted.as_of.date(),
        state=row.recipient.state_name or "",
        issuer=with_article(statement.issuer),
        statement_date=statement.adopted_on,
        item_number=item.number or "",
        signatory=organization.signatory,
        signer_name=signer_name,
        signer_country=signer_country,
        own_words=own_words,
    )


def _address_of(campaign: Campaign) -> str:
    return f"{config.current().base_url}/c/{campaign.slug}"


def _sheet(campaign: Campaign, counted: Count) -> SignatureSheet:
    names = tuple(
        (signer.name, countries.un_name(signer.country))
        for signer in signatures.delivered(campaign.id, counted.as_of)
    )
    shown = {code: countries.un_name(code) for code in counted.by_country}
    return SignatureSheet(
        title=_("Signature sheet"),
        as_of=counted.as_of.date(),
        total=counted.total,
        names=names,
        unnamed=counted.total - len(names),
        by_country=by_country(counted.by_country, shown),
    )


def _somebody() -> Signer:
    return Signer(name=_("Name of the signer"), city=_("City"), country="JP")
