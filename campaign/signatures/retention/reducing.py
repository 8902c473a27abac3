"""Some time after a campaign has ended its signatures are erased, and only their number stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.counting import recounting
from campaign.signatures.counting import services as counting
from campaign.signatures.models import Signature
from campaign.signatures.retention import rows

if TYPE_CHECKING:
    from collections.abc import Iterator


def due() -> Iterator[str]:
    """Ids of the campaigns whose time is over, and of those that were begun and are not done."""
    for campaign in campaigns.public():
        if _is_due(campaign) or (campaign.reduced_at and _has_rows(campaign.id)):
            yield campaign.id


def reduce(campaign_id: str) -> None:
    """Keep the number of signatures and erase them, if the campaign's time is over.

    The number and the mark on the campaign are stored together; from then on the number is read, whatever is
    still there of the rows. Killed at any line, it is taken up by the next sweep. Files of exports are erased
    by the room that wrote them.
    """
    _prove(campaign_id)
    if not _begin(campaign_id):
        return
    while rows.delete_some(Signature.campaign_id == campaign_id):
        pass


def _prove(campaign_id: str) -> None:
    """Count once more what the number that is to stay was counted from, while it is there; commits."""
    campaign = db.session.get(Campaign, campaign_id)
    is_due = campaign is not None and _is_due(campaign)
    db.session.rollback()
    if is_due:
        recounting.recount(campaign_id)


def _begin(campaign_id: str) -> bool:
    """Whether the campaign is marked as reduced, now or before."""
    campaign = db.session.scalar(
        # Weaker than a deletion's lock, which would wait for whoever counts, and be waited for.
        select(Campaign).where(Campaign.id == campaign_id).with_for_update(of=Campaign, key_share=True)
    )
    if campaign is None or campaign.reduced_at or not _is_due(campaign):
        is_begun = campaign is not None and campaign.reduced_at is not None
        db.session.rollback()
        return is_begun
    counting.keep_number(campaign_id)
    now = clock.now()
    # Whoever edits it at this moment is told that somebody was quicker.
    values = {"reduced_at": now, "updated_at": now, "version": Campaign.version + 1}
    same = update(Campaign).where(Campaign.id == campaign_id, Campaign.version == campaign.version)
    begun = db.session.execute(
        same.values(values).returning(Campaign.id).execution_options(synchronize_session=False)
    ).first()
    if begun is None:
        db.session.rollback()
        return False
    db.session.commit()
    return True


def _is_due(campaign: Campaign) -> bool:
    moment = campaign.to_be_reduced_at(campaigns.organization())
    return campaign.reduced_at is None and moment is not None and moment <= clock.now()


def _has_rows(campaign_id: str) -> bool:
    query = select(Signature.id).where(Signature.campaign_id == campaign_id).limit(1)
    return db.session.scalar(query) is not None
