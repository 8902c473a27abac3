"""Changing drafts and courtesy translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.letters import queries
from campaign.letters.checking import check
from campaign.letters.kinds import Scope
from campaign.letters.models import CourtesyTranslation, Draft

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.values import Audience, DraftText


def save_draft(  # noqa: PLR0913, PLR0917 - a draft has this many sides
    row: CampaignRecipient,
    audience: Audience,
    text: DraftText,
    version: int | None,
    scope: Scope | None = None,
    language: str = "en",
) -> None:
    """Store the text of the letters to this recipient alone, or to all in `scope`, which holds it.

    `version` is that of the draft which the editor showed, None for the base text. Raises
    `CannotCompose` with the place of a placeholder that is unknown, `Conflict` if somebody else saved.
    """
    check(text)
    scope = scope or Scope.of(row, alone=True)
    draft = queries.draft(row, audience, scope, language)
    if (draft.version if draft else None) != version:
        raise _changed_meanwhile()
    if draft is None:
        draft = Draft(
            id=new_id(),
            campaign_id=row.campaign_id,
            recipient_id=scope.recipient_id,
            scope=scope.key,
            audience=audience,
            language=language,
        )
        db.session.add(draft)
    draft.subject, draft.body = text.subject, text.body
    draft.salutation, draft.close = text.salutation, text.close
    _commit()


def reset_draft(
    row: CampaignRecipient, audience: Audience, scope: Scope | None = None, language: str = "en"
) -> None:
    """Forget the changed text: what it was made from stands. Raises `Conflict` if somebody saves just now."""
    if draft := queries.draft(row, audience, scope, language):
        db.session.delete(draft)
        _commit()


def save_translation(campaign: Campaign, language: str, words: str) -> None:
    """Store a courtesy translation of the campaign's item; empty words take it back."""
    kept = queries.translation(campaign.id, language)
    if not words.strip():
        if kept:
            db.session.delete(kept)
    elif kept:
        kept.words = words
    else:
        made = CourtesyTranslation(id=new_id(), campaign_id=campaign.id, language=language, words=words)
        db.session.add(made)
    _commit()


def _commit() -> None:
    try:
        db.session.commit()
    except (IntegrityError, StaleDataError) as error:
        db.session.rollback()
        raise _changed_meanwhile() from error


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else has saved this draft meanwhile. Your text is kept here; look at theirs first.")
    )
