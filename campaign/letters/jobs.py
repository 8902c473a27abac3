"""The jobs of this room, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.jobs import registry
from campaign.letters import queries, services, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job


def register() -> None:
    """Say who writes parts, and which parts are asked for and not written."""
    registry.handler(services.WRITE_PART)(writing.write_part)
    registry.sweep(unwritten)


def unwritten() -> Iterator[Job]:
    """The jobs whose parts nobody is writing."""
    for part_id in queries.waiting_parts():
        yield services.WRITE_PART, (part_id,)
