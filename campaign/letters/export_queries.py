"""Finding exports and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, and_, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from campaign.campaigns.models import Campaign, CampaignRecipient
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.letters.models import Export, Part
from campaign.letters.states import LISTS, OF_LETTERS, ExportState, PartState
from campaign.signatures.models import Signature

if TYPE_CHECKING:
    from datetime import datetime

MOST_AT_ONCE: Final = 1000


def page(before: str = "", size: int = 50) -> list[Export]:
    """A page of exports, the newest first, made before the one with the id `before`."""
    query = select(Export).options(selectinload(Export.parts)).order_by(Export.id.desc()).limit(size)
    return list(db.session.scalars(query.where(Export.id < before) if before else query))


def of(campaign: Campaign) -> list[Export]:
    """The exports of a campaign, the newest first."""
    query = select(Export).where(Export.campaign_id == campaign.id).options(selectinload(Export.parts))
    return list(db.session.scalars(query.order_by(Export.id.desc())))


def by_id(export_id: str) -> Export:
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
    """Ids of parts that were asked for, are not written, and that no worker is writing."""
    query = select(Part.id).where(may_be_written(), Part.is_free())
    return list(db.session.scalars(query.order_by(Part.export_id, Part.position).limit(MOST_AT_ONCE)))


def may_be_written() -> ColumnElement[bool]:
    """The condition that a part is to be written now: its export goes on, and lists come last."""
    others = aliased(Part)
    before = exists().where(
        others.export_id == Part.export_id, others.kind.not_in(LISTS), others.state == PartState.WAITING
    )
    asked = select(Export.id).join(Campaign, Campaign.id == Export.campaign_id)
    asked = asked.where(Export.state == ExportState.ASKED, Campaign.reduced_at.is_(None))
    goes_on = Part.export_id.in_(asked)
    return and_(goes_on, Part.state == PartState.WAITING, or_(Part.kind.not_in(LISTS), ~before))


def parts_that_name(signature_id: str) -> list[Part]:
    """The written parts in which this signer may be named."""
    query = select(Part).join(Part.export).join(Signature, Signature.campaign_id == Export.campaign_id)
    return list(db.session.scalars(query.where(Signature.id == signature_id, *_holds_signer())))


def parts_with_withdrawn(part_id: str = "", export_id: str = "") -> list[str]:
    """Ids of the written parts that hold what somebody has taken back since: of all, of an export, or this.

    That is the name of somebody who has withdrawn, gives it to the offices no more, or has corrected it.
    """
    joined = select(Part.id).join(Part.export).join(Signature, Signature.campaign_id == Export.campaign_id)
    if part_id:
        joined = joined.where(Part.id == part_id)
    if export_id:
        joined = joined.where(Part.export_id == export_id)
    taken_back = Signature.taken_back_at.is_not(None), Signature.taken_back_at >= Part.read_at
    return sorted(set(db.session.scalars(joined.where(*_holds_signer(), *taken_back))))


def marked_parts() -> list[str]:
    """Ids of the parts whose files are to be erased and may still be there."""
    query = select(Part.id).where(Part.state == PartState.ERASED, Part.erased_at.is_(None))
    return list(db.session.scalars(query.order_by(Part.id).limit(MOST_AT_ONCE)))


def to_be_erased(moment: datetime) -> list[str]:
    """Ids of the exports that had ended by then, were cancelled, or whose campaign is reduced, with files."""
    reduced = Export.campaign_id.in_(select(Campaign.id).where(Campaign.reduced_at.is_not(None)))
    over = or_(Export.finished_at < moment, Export.state == ExportState.CANCELLED, reduced)
    query = select(Export.id).where(over, Export.erased_at.is_(None))
    return list(db.session.scalars(query.order_by(Export.id).limit(MOST_AT_ONCE)))


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
            Part.state.in_((PartState.WRITTEN, PartState.ERASED)),
        )
        .group_by(Export.campaign_id)
    )
    return dict(db.session.execute(query).all())


def _holds_signer() -> tuple[ColumnElement[bool], ...]:
    within = and_(Signature.id >= Part.first, Signature.id <= Part.last)
    return (
        Part.state == PartState.WRITTEN,
        Part.kind.in_(OF_LETTERS),
        or_(Part.first == "", within),
        Signature.confirmed_at <= Export.cutoff,
    )
