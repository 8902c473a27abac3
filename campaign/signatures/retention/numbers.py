"""Keeping the numbers of a campaign before its signatures go, and reading them afterwards."""

from __future__ import annotations

from sqlalchemy import func, insert, literal, select

from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.signatures.retention.models import RemainingCount
from campaign.signatures.values import State


def keep(campaign_id: str) -> None:
    """Store what counts now, in the caller's transaction: the one place where numbers outlive signatures."""
    counted = (
        select(literal(campaign_id), Signature.country, func.count())
        .where(Signature.campaign_id == campaign_id, Signature.state == State.CONFIRMED)
        .group_by(Signature.country)
    )
    db.session.execute(insert(RemainingCount).from_select(["campaign_id", "country", "signatures"], counted))


def by_country(campaign_id: str) -> dict[str, int]:
    """What stayed of a campaign by country code; nothing for one whose signatures are still there."""
    query = select(RemainingCount.country, RemainingCount.signatures)
    return dict(db.session.execute(query.where(RemainingCount.campaign_id == campaign_id)).all())


def totals(campaign_ids: list[str]) -> dict[str, int]:
    """What stayed of these campaigns; those whose signatures are still there are left out."""
    query = (
        select(RemainingCount.campaign_id, func.sum(RemainingCount.signatures))
        .where(RemainingCount.campaign_id.in_(campaign_ids))
        .group_by(RemainingCount.campaign_id)
    )
    return {campaign_id: int(count) for campaign_id, count in db.session.execute(query)}
