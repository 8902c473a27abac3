"""Finding drafts and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import selectinload

from campaign.campaigns.models import CampaignRecipient
from campaign.campaigns.values import Role
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.letters.base_texts import base_text
from campaign.letters.models import Draft, Export, Part
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import DraftText

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign
    from campaign.letters.values import Audience


def draft(row: CampaignRecipient, audience: Audience) -> Draft | None:
    """The draft that an organizer changed, if she did."""
    return db.session.scalar(
        select(Draft).where(
            Draft.campaign_id == row.campaign_id,
            Draft.recipient_id == row.recipient_id,
            Draft.audience == audience,
        )
    )


def draft_text(row: CampaignRecipient, audience: Audience) -> DraftText:
    """The text of the letters to this recipient: the changed draft, else the base text."""
    changed = draft(row, audience)
    if changed:
        return DraftText(changed.subject, changed.body)
    return base_text(audience, Role(row.role))


def exports(before: str = "", size: int = 50) -> list[Export]:
    """A page of exports, the newest first, made before the one with the id `before`."""
    query = select(Export).options(selectinload(Export.parts)).order_by(Export.id.desc()).limit(size)
    return list(db.session.scalars(query.where(Export.id < before) if before else query))


def exports_of(campaign: Campaign) -> list[Export]:
    """The exports of a campaign, the newest first."""
    query = select(Export).where(Export.campaign_id == campaign.id).options(selectinload(Export.parts))
    return list(db.session.scalars(query.order_by(Export.id.desc())))


def export_by_id(export_id: str) -> Export:
    """The export with this id; raises `NotFound`."""
    found = db.session.get(Export, export_id)
    if found is None:
        raise NotFound(_("This export is not kept any more."))
    return found


def part_by_id(part_id: str) -> Part:
    """The part with this id; raises `NotFound`."""
    found = db.session.get(Part, part_id)
    if found is None:
        raise NotFound(_("This file is not kept any more."))
    return found


def waiting_parts() -> list[str]:
    """Ids of the parts that were asked for, are not written, and that no worker is writing."""
    query = (
        select(Part.id)
        .join(Part.export)
        .where(
            Export.state == ExportState.ASKED,
            Part.state == PartState.WAITING,
            Part.is_free(),
        )
        .order_by(Part.id)
        .limit(1000)
    )
    return list(db.session.scalars(query))


def edited(campaign: Campaign) -> set[tuple[str, str]]:
    """Recipient's id and audience of each of the campaign's drafts that an organizer changed."""
    query = select(Draft.recipient_id, Draft.audience).where(Draft.campaign_id == campaign.id)
    return {(recipient_id, audience) for recipient_id, audience in db.session.execute(query)}


def offices_written_to(campaign_ids: list[str]) -> dict[str, int]:
    """By campaign, to how many of its recipients letters were written; one without any is left out."""
    query = (
        select(Export.campaign_id, func.count(distinct(Part.recipient_id)))
        .join(Part.export)
        .join(
            CampaignRecipient,
            (CampaignRecipient.campaign_id == Export.campaign_id)
            & (CampaignRecipient.recipient_id == Part.recipient_id),
        )
        .where(
            Export.campaign_id.in_(campaign_ids),
            Export.state != ExportState.CANCELLED,
            Part.state == PartState.WRITTEN,
        )
        .group_by(Export.campaign_id)
    )
    return dict(db.session.execute(query).all())
