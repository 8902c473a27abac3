"""From campaigns and signatures to letters: what is known goes into `compose`, which is pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core import clock, config
from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters import annexes, languages, queries, wording
from campaign.letters.compose import compose
from campaign.letters.counting import Count
from campaign.letters.facts import Facts
from campaign.letters.naming import called, in_sentence, with_article
from campaign.letters.of_signers import OfSigners
from campaign.letters.values import Audience, Frame
from campaign.signatures import queries as signatures
from campaign.signatures.values import Signer

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.values import DraftText, Letter


def count(campaign: Campaign, as_of: datetime) -> Count:
    """What was confirmed by `as_of`."""
    return Count(signatures.counts_by_country(campaign.id, as_of), as_of)


def for_organization(
    row: CampaignRecipient, counted: Count, draft: DraftText | None = None, language: str = "en"
) -> Letter:
    """The organization's letter to one recipient in the name of those counted, alone on its page.

    `draft` is a text to take instead of the one that is stored for this recipient and `language`.
    """
    with speaking(language):
        sheet = annexes.sheet_of(row.campaign, counted, language, named=False) if counted.total else None
    text = draft or queries.draft_text(row, Audience.ORGANIZATION, language)
    frame = replace(_frame_of_organization(row, counted, language), annex=sheet)
    return compose(text, facts(row, counted, language), frame)


def for_delivery(row: CampaignRecipient, counted: Count, language: str = "en") -> Letter:
    """The same letter with all that goes with it: signature sheet, count certificate, the statement."""
    text, known = queries.draft_text(row, Audience.ORGANIZATION, language), facts(row, counted, language)
    with speaking(language):
        frame = replace(
            _frame_of_organization(row, counted, language),
            annex=annexes.sheet_of(row.campaign, counted, language, named=True) if counted.total else None,
            certificate=annexes.certificate_of(row.campaign, counted, known) if counted.total else None,
            statement=annexes.statement_of(row.campaign.item),
        )
    return compose(text, known, frame)


def for_signers(
    row: CampaignRecipient, counted: Count, language: str = "en", draft: DraftText | None = None
) -> OfSigners:
    """What the letters of all signers to one recipient have in common, found once.

    `draft` is a text to take instead of the one that is stored for this recipient and `language`.
    """
    return OfSigners(
        draft or queries.draft_text(row, Audience.SIGNERS, language),
        facts(row, counted, language),
        _frame(row, counted.as_of, Audience.SIGNERS, language),
    )


def sample(
    row: CampaignRecipient, audience: Audience, draft: DraftText | None = None, language: str = "en"
) -> Letter:
    """How the letter to this recipient looks today; a signer's letter is that of a made-up signer."""
    counted = count(row.campaign, clock.now())
    if audience is Audience.ORGANIZATION:
        return for_organization(row, counted, draft, language)
    return for_signers(row, counted, language, draft).letter(_somebody(language))


def facts_today(row: CampaignRecipient, audience: Audience, language: str = "en") -> Facts:
    """What fills a draft to this recipient today; a signer is made up."""
    known = facts(row, count(row.campaign, clock.now()), language)
    if audience is Audience.ORGANIZATION:
        return known
    signer = _somebody(language)
    return replace(known, signer_name=signer.name, signer_country=languages.country(signer.country, language))


def facts(row: CampaignRecipient, counted: Count, language: str = "en") -> Facts:
    """What is known for a letter to this recipient, without a signer, in the letter's language."""
    translation = queries.translation(row.campaign_id, language)
    with speaking(language):
        known = _facts(row, counted, language)
    return replace(known, translation=translation.words) if translation else known


def _frame(row: CampaignRecipient, as_of: datetime, audience: Audience, language: str) -> Frame:
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
        language=language,
    )


def _frame_of_organization(row: CampaignRecipient, counted: Count, language: str) -> Frame:
    organization = campaigns.organization()
    return replace(
        _frame(row, counted.as_of, Audience.ORGANIZATION, language),
        sender=(organization.name, *organization.address_lines),
        place=organization.place,
        signatory=(organization.signatory, organization.signatory_title, organization.name),
    )


def _facts(row: CampaignRecipient, counted: Count, language: str) -> Facts:
    campaign, item = row.campaign, row.campaign.item
    statement, requests = item.statement, item.request_words
    organization = campaigns.organization()
    asked = in_sentence([r.recipient for r in campaign.recipients if not r.is_copy], item)
    return Facts(
        language=language,
        recipient_office=row.recipient.office,
        addressee=asked if row.is_copy else in_sentence([row.recipient], item),
        addressees=asked,
        campaign=campaign.title,
        campaign_address=_address_of(campaign),
        organization=organization.name,
        statement=called(statement.title),
        item=item.text,
        item_language=statement.language,
        requests=requests,
        request_form=wording.request_form(item.text, (requests or ("",))[0]),
        count=counted.total,
        countries=len(counted.by_country),
        count_date=counted.as_of.date(),
        date=counted.as_of.date(),
        state=languages.country(row.recipient.code, language) if row.recipient.state_name else "",
        issuer=with_article(statement.issuer),
        statement_date=statement.adopted_on,
        item_number=item.number or "",
        signatory=organization.signatory,
    )


def _address_of(campaign: Campaign) -> str:
    return f"{config.current().base_url}/c/{campaign.slug}"


def _somebody(language: str) -> Signer:
    with speaking(language):
        return Signer(name=_("Name of the signer"), city=_("City"), country="JP")
