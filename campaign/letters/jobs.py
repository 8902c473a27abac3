"""The jobs of this room, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import clock
from campaign.jobs import registry
from campaign.letters import export_queries as queries
from campaign.letters import exports, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.jobs.registry import Job

ERASE_OLD = "letters.erase_old"
ERASE_TAKEN_BACK = "letters.erase_taken_back"
ERASE_UNWANTED = "letters.erase_unwanted"


def register() -> None:
    """Say who writes and erases parts, and which are asked for, too old, or name who has withdrawn."""
    registry.handler(exports.WRITE_PART)(writing.write_part)
    registry.handler(ERASE_OLD)(exports.erase_old)
    registry.handler(ERASE_TAKEN_BACK)(exports.erase_what_was_taken_back)
    # The room of signatures asks for these by their names.
    registry.handler("letters.forget")(exports.forget)
    registry.handler(ERASE_UNWANTED)(exports.erase_unwanted)
    registry.sweep(unwritten)
    registry.sweep(too_old)
    registry.sweep(taken_back)
    registry.sweep(marked)


def unwritten() -> Iterator[Job]:
    """The jobs whose parts nobody is writing."""
    for part_id in queries.waiting_parts():
        yield exports.WRITE_PART, (part_id,)


def too_old() -> Iterator[Job]:
    """The exports whose time is over, or that were cancelled and still have files."""
    for export_id in queries.to_be_erased(clock.now() - exports.KEPT_FOR):
        yield ERASE_OLD, (export_id,)


def taken_back() -> Iterator[Job]:
    """The parts that name somebody who has withdrawn since."""
    for part_id in queries.parts_with_withdrawn():
        yield ERASE_TAKEN_BACK, (part_id,)


def marked() -> Iterator[Job]:
    """The parts whose files were to be erased, by somebody who was cut short."""
    for part_id in queries.marked_parts():
        yield ERASE_UNWANTED, (part_id,)
