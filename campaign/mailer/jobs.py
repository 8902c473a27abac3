"""The jobs of this room, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.jobs import registry
from campaign.mailer import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job

ERASE_OLD = "mailer.erase_old"


def register() -> None:
    """Say who erases the records of mails that went out long ago, and when that is due."""
    registry.handler(ERASE_OLD)(records.erase_old)
    registry.sweep(too_old)


def too_old() -> Iterator[Job]:
    """The job, while there is such a record."""
    if records.is_one_old():
        yield ERASE_OLD, ()
