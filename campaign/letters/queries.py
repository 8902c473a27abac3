"""Finding drafts and exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from campaign.core.db import db
from campaign.letters import languages
from campaign.letters.base_texts import base_text, has_base_texts
from campaign.letters.errors import NoDraft
from campaign.letters.kinds import Scope
from campaign.letters.models import CourtesyTranslation, Draft

if TYPE_CHECKING:
    from sqlalchemy import Select

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.values import Audience, DraftText


def draft(
    row: CampaignRecipient, audience: Audience, scope: Scope | None = None, language: str = "en"
) -> Draft | None:
    """The draft that an organizer changed, if she did: for this recipient alone, or for all in `scope`."""
    scope = scope or Scope.of(row, alone=True)
    wanted = _drafts(row.campaign_id, audience, language).where(Draft.scope == scope.key)
    found: Draft | None = db.session.scalar(wanted)
    return found


def draft_text(row: CampaignRecipient, audience: Audience, language: str = "en") -> DraftText:
    """The text of the letters to this recipient.

    It is the recipient's own draft, else that of its kind and role, else the base text. Without a salutation
    or close of its own, a draft in the recipient's working language, and every one in English, takes the
    recipient's, another one that of the base text. Raises `NoDraft` if there is neither draft nor base text.
    """
    own, shared = Scope.of(row, alone=True), Scope.of(row)
    wanted = _drafts(row.campaign_id, audience, language).where(Draft.scope.in_([own.key, shared.key]))
    found = {draft.scope: draft for draft in db.session.scalars(wanted)}
    changed = found.get(own.key) or found.get(shared.key)
    if changed:
        text = changed.text
    elif has_base_texts(language):
        text = base_text(audience, shared.role, language, shared.kind)
    else:
        raise NoDraft(row.recipient.office, languages.name(language))
    return with_forms(text, row, audience, language)


def with_forms(text: DraftText, row: CampaignRecipient, audience: Audience, language: str) -> DraftText:
    """The text with the salutation and close that stand where it has none; empty ones are the recipient's."""
    own = language == row.recipient.language or not has_base_texts(language)
    if own:
        return text
    scope = Scope.of(row)
    base = base_text(audience, scope.role, language, scope.kind)
    return replace(text, salutation=text.salutation or base.salutation, close=text.close or base.close)


def translation(campaign_id: str, language: str) -> CourtesyTranslation | None:
    """The courtesy translation of the campaign's item in this language, if an organizer gave one."""
    return db.session.scalar(
        select(CourtesyTranslation).where(
            CourtesyTranslation.campaign_id == campaign_id, CourtesyTranslation.language == language
        )
    )


def translations(campaign: Campaign) -> dict[str, str]:
    """The courtesy translations of the campaign's item by their languages."""
    query = select(CourtesyTranslation.language, CourtesyTranslation.words)
    return dict(db.session.execute(query.where(CourtesyTranslation.campaign_id == campaign.id)).all())


def edited(campaign: Campaign) -> set[tuple[str, str, str]]:
    """Scope, audience and language of each of the campaign's drafts that an organizer changed."""
    query = select(Draft.scope, Draft.audience, Draft.language).where(Draft.campaign_id == campaign.id)
    return {(scope, audience, language) for scope, audience, language in db.session.execute(query)}


def _drafts(campaign_id: str, audience: Audience, language: str) -> Select[Any]:
    return select(Draft).where(
        Draft.campaign_id == campaign_id, Draft.audience == audience, Draft.language == language
    )
