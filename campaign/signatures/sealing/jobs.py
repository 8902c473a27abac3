"""The job of this room, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from campaign.core.db import db
from campaign.jobs import registry
from campaign.signatures.sealing import running
from campaign.signatures.sealing.models import Resealing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job

SEAL_AGAIN = "signatures.seal_again"


def register() -> None:
    """Say who seals again, and which runs are asked for and held by nobody."""
    registry.handler(SEAL_AGAIN)(running.work)
    registry.sweep(unfinished)


def unfinished() -> Iterator[Job]:
    """The runs that are not over."""
    query = select(Resealing.id).where(Resealing.finished_at.is_(None), Resealing.is_free())
    for run_id in db.session.scalars(query):
        yield SEAL_AGAIN, (run_id,)
