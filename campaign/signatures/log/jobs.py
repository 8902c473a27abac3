"""The hourly run of each log, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.jobs import registry
from campaign.signatures.log import queries, services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job

APPEND = "signatures.append_to_log"


def register() -> None:
    """Say who appends to a log, and which logs wait for it."""
    registry.handler(APPEND)(services.append)
    registry.sweep(waiting)


def waiting() -> Iterator[Job]:
    """The logs that have no checkpoint of this hour."""
    for campaign_id in queries.due_campaigns():
        yield APPEND, (campaign_id,)
