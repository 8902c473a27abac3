"""How long signatures are kept after a campaign has ended; nobody shortens that unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries
from campaign.campaigns.values import NOTICE, ErasedTooSoon
from campaign.core import clock
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign, Organization


def moments(organization: Organization) -> dict[str, datetime]:
    """By campaign, when its signatures are erased; without those that have no end, or are reduced already."""
    return {
        campaign.id: moment
        for campaign in queries.public()
        if not campaign.reduced_at and (moment := campaign.to_be_reduced_at(organization))
    }


def soon(organization: Organization, until: datetime) -> list[tuple[Campaign, datetime]]:
    """The campaigns whose signatures are erased before `until`, the first ones first."""
    due = moments(organization)
    found = [(one, due[one.id]) for one in queries.public() if one.id in due and due[one.id] < until]
    return sorted(found, key=lambda pair: pair[1])


def refuse_too_soon(campaign: Campaign, organization: Organization, before: datetime | None) -> None:
    """Raise `ErasedTooSoon` where signatures would go within a week, and `before` was later or never."""
    moment = campaign.to_be_reduced_at(organization)
    if campaign.reduced_at or moment is None or moment >= clock.now() + NOTICE:
        return
    if before is None or moment < before:
        raise ErasedTooSoon(
            _(
                "With this the signatures of “%(title)s” would be erased within %(days)s days, and could not"
                " be brought back. Keep them for longer.",
                title=campaign.title,
                days=NOTICE.days,
            )
        )
