"""Writing the files of an export, part by part: a job."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from campaign.core import clock, storage
from campaign.core.db import db, only_reading
from campaign.core.errors import Refused, Unavailable
from campaign.core.languages import gettext as _
from campaign.jobs import leases
from campaign.letters import export_queries as queries
from campaign.letters import exports
from campaign.letters.files_of_parts import file_of
from campaign.letters.models import Export, Part
from campaign.letters.plans import nothing_written
from campaign.letters.states import LISTS, OF_LETTERS, ExportState, PartState
from campaign.letters.tasks import Task
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.jobs.leases import Lease

    Changes = dict[str, Any]

MOST_ATTEMPTS: Final = 5
TELL_EVERY_S: Final = 1.0
# Whoever withdraws notes the moment a little before others can see it.
READ_BEFORE: Final = timedelta(seconds=2)
FREE: Final[Changes] = {"claimed_by": None, "claimed_until": None}


class _TakenOverError(Exception):
    """The lease was lost, and another worker may hold the part."""


def write_part(part_id: str) -> None:
    """Write one file of an export. Done again, or by two at once, it gives one file.

    What cannot be written is noted as a sentence, and so is a part that was begun five times and ended by
    no worker. Raises `Unavailable` if the file cannot be stored now; a sweep asks again.
    """
    lease = leases.take(Part, Part.id == part_id, queries.may_be_written())
    if not lease.ids:
        return
    begun = {"attempts": Part.attempts + 1, "letters": 0, "read_at": clock.now() - READ_BEFORE}
    attempts = _change(part_id, lease, begun)
    db.session.commit()
    if attempts is None or attempts > MOST_ATTEMPTS:
        message = _("It was begun %(count)s times and never came to an end.", count=MOST_ATTEMPTS)
        _record(part_id, lease, _failed(message))
        return
    with lease.kept():
        try:
            changes = _written(part_id, lease)
        except _TakenOverError:
            return
    _record(part_id, lease, changes)


def _written(part_id: str, lease: Lease) -> Changes:
    try:
        return _write(part_id, lease)
    except Refused as error:
        if error.status != Unavailable.status:
            return _failed(error.sentence)
        db.session.rollback()
        _change(part_id, lease, {"attempts": 0, "problem": error.sentence, **FREE})
        db.session.commit()
        raise


def _write(part_id: str, lease: Lease) -> Changes:
    begun, report = time.monotonic(), Report()
    # Nobody waits for the database while a file is written: all is read before, and let go.
    with only_reading():
        part = queries.part_by_id(part_id)
        key, plan, export = part.key, part.plan, part.export
        # Lists alone tell of the other files, of which there may be thousands.
        done = [] if plan.kind in OF_LETTERS else [other.result for other in export.parts]
        file = file_of(plan, Task.of(export), report, done)
        db.session.rollback()
    stored = storage.current().write(key, _telling(file.content, report, part_id, lease))
    changes: Changes = {
        "problem": "",
        "letters": report.written if plan.kind in OF_LETTERS else 0,
        "set_aside": [asdict(letter) for letter in report.set_aside] or None,
        "seconds": time.monotonic() - begun,
    }
    if not stored.size:
        storage.current().delete(key)
        return changes | _failed(nothing_written(report))
    return changes | {
        "state": PartState.WRITTEN,
        "name": f"{plan.name}{file.suffix}",
        "media_type": file.media_type,
        "size": stored.size,
        "sha256": stored.sha256,
    }


def _telling(pieces: Iterable[bytes], report: Report, part_id: str, lease: Lease) -> Iterator[bytes]:
    """The same pieces; once in a while the part says how far it is.

    Before the last of it is stored, and so before anything is there, raises `_TakenOverError` where another
    worker holds the part: by now that one may have been told to leave somebody out.
    """
    told = time.monotonic()
    for piece in pieces:
        yield piece
        if time.monotonic() - told > TELL_EVERY_S:
            _change(part_id, lease, {"letters": report.written})
            db.session.commit()
            told = time.monotonic()
    is_held = _change(part_id, lease, {"letters": report.written}) is not None
    db.session.commit()
    if not is_held:
        raise _TakenOverError


def _failed(sentence: str) -> Changes:
    return {"state": PartState.FAILED, "problem": sentence}


def _record(part_id: str, lease: Lease, changes: Changes) -> None:
    """Note what became of a part and, if it was the last one, of its export, in one transaction."""
    of_part = select(Part.export_id).where(Part.id == part_id).scalar_subquery()
    export = db.session.scalars(
        # Locked, so that of two that end their parts together one sees that all are over.
        select(Export)
        .where(Export.id == of_part)
        .with_for_update(of=Export)
        .execution_options(populate_existing=True)
    ).one()
    if _change(part_id, lease, changes | FREE) is None:
        _begin_again(part_id, export)
    states = dict(_states(export.id))
    waiting = [key for key, (state, _kind) in states.items() if state == PartState.WAITING]
    if not waiting and export.state in {ExportState.ASKED, ExportState.PAUSED}:
        failed = any(state == PartState.FAILED for state, _kind in states.values())
        export.state = ExportState.FAILED if failed else ExportState.DONE
        export.finished_at = clock.now()
    only_lists = all(states[key][1] in LISTS for key in waiting)
    is_cancelled = export.state == ExportState.CANCELLED
    if is_cancelled:
        # Before the commit: whoever is killed in between leaves no file behind.
        storage.current().delete(queries.part_by_id(part_id).key)
    db.session.commit()
    if only_lists and not is_cancelled:
        exports.queue_parts(waiting)


def _begin_again(part_id: str, export: Export) -> None:
    """Have a part written anew that two have written: their files lie under one key, one over the other.

    One that is erased stays so. The file goes before the commit, when nobody can have begun the next.
    """
    again = update(Part).where(Part.id == part_id, Part.state.in_((PartState.WAITING, PartState.WRITTEN)))
    again = again.values(state=PartState.WAITING, **FREE).returning(Part.id)
    is_asked = db.session.scalar(again.execution_options(synchronize_session=False)) is not None
    if is_asked and export.state in {ExportState.DONE, ExportState.FAILED}:
        export.state, export.finished_at = ExportState.ASKED, None
    storage.current().delete(queries.part_by_id(part_id).key)


def _states(export_id: str) -> Iterator[tuple[str, tuple[str, str]]]:
    query = select(Part.id, Part.state, Part.kind).where(Part.export_id == export_id)
    for key, state, kind in db.session.execute(query):
        yield key, (state, kind)


def _change(part_id: str, lease: Lease, changes: Changes) -> int | None:
    """Change a part that this worker still holds; gives how often it was begun, or None if it is not held."""
    return db.session.scalar(
        update(Part)
        .where(Part.id == part_id, lease.holds())
        .values(changes)
        .returning(Part.attempts)
        .execution_options(synchronize_session=False)
    )
