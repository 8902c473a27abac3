"""The jobs that erase what has been kept for long enough, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core.db import truncate_log
from campaign.jobs import registry
from campaign.signatures.retention import reducing, unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job

ERASE_UNCONFIRMED = "signatures.erase_unconfirmed"
REDUCE = "signatures.reduce"


def register() -> None:
    """Say who erases unconfirmed signatures and reduces campaigns, and which are due."""
    registry.handler(ERASE_UNCONFIRMED)(unconfirmed.erase)
    registry.handler(REDUCE)(reducing.reduce)
    # The room asks for it by this name where somebody has taken something back.
    registry.handler("signatures.truncate_log")(truncate_log)
    registry.sweep(too_old)
    registry.sweep(over)


def too_old() -> Iterator[Job]:
    """The campaigns with signatures that were not confirmed in time."""
    for campaign in campaigns.public():
        if unconfirmed.is_due(campaign.id):
            yield ERASE_UNCONFIRMED, (campaign.id,)


def over() -> Iterator[Job]:
    """The campaigns of which only the numbers are to stay."""
    for campaign_id in reducing.due():
        yield REDUCE, (campaign_id,)
