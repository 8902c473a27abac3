"""Writing the files of an export, part by part: a job."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from campaign.core import clock, config, storage
from campaign.core.db import db, only_reading
from campaign.core.errors import Refused, Unavailable
from campaign.core.languages import gettext as _
from campaign.jobs import leases
from campaign.letters import queries, services
from campaign.letters.errors import RecipientGone
from campaign.letters.models import Export, Part
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience
from campaign.letters.writers import formats
from campaign.letters.writers.formats import Format

if TYPE_CHECKING:
    from campaign.campaigns.models import CampaignRecipient
    from campaign.jobs.leases import Lease

    Changes = dict[str, Any]

MOST_ATTEMPTS = 5
FREE: Changes = {"claimed_by": None, "claimed_until": None}


def write_part(part_id: str) -> None:
    """Write one file of an export. Done again, or by two at once, it gives one file.

    What cannot be written is noted as a sentence, and so is a part that was begun five times and ended by
    no worker. Raises `Unavailable` if the file cannot be stored now; a sweep asks again.
    """
    lease = leases.take(Part, Part.id == part_id, Part.state == PartState.WAITING)
    if not lease.ids:
        return
    attempts = _change(part_id, lease, {"attempts": Part.attempts + 1})
    db.session.commit()
    if attempts is None or attempts > MOST_ATTEMPTS:
        message = _("It was begun %(count)s times and never came to an end.", count=MOST_ATTEMPTS)
        _record(part_id, lease, _failed(message))
        return
    with lease.kept():
        changes = _written(part_id, lease)
    _record(part_id, lease, changes)


def _written(part_id: str, lease: Lease) -> Changes:
    try:
        return _write(part_id)
    except Refused as error:
        if error.status != Unavailable.status:
            return _failed(error.sentence)
        _change(part_id, lease, {"attempts": 0, **FREE})
        db.session.commit()
        raise


def _write(part_id: str) -> Changes:
    # Nobody waits for the database while a file is written: all is read before, and let go.
    with only_reading():
        part = queries.part_by_id(part_id)
        export, row = part.export, _row_of(part)
        kind, key, name = Format(export.format), part.key, part.name
        audience = Audience(export.audience)
        letters = services.letters_of(export.campaign, row, audience, export.cutoff, part.span)
        db.session.rollback()
    file = formats.write(letters, kind, config.current().fonts)
    storage.current().write(key, [file.content])
    return {
        "state": PartState.WRITTEN,
        "letters": len(letters),
        "name": f"{name}{file.suffix}",
        "media_type": file.media_type,
        "size": len(file.content),
        "sha256": hashlib.sha256(file.content).hexdigest(),
    }


def _row_of(part: Part) -> CampaignRecipient:
    rows = part.export.campaign.recipients
    found = next((row for row in rows if row.recipient_id == part.recipient_id), None)
    if found is None:
        raise RecipientGone(part.recipient.office)
    return found


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
    _change(part_id, lease, changes | FREE)
    states = set(db.session.scalars(select(Part.state).where(Part.export_id == export.id)))
    if export.state == ExportState.ASKED and PartState.WAITING not in states:
        export.state = ExportState.FAILED if PartState.FAILED in states else ExportState.DONE
        export.finished_at = clock.now()
    is_cancelled, key = export.state == ExportState.CANCELLED, queries.part_by_id(part_id).key
    db.session.commit()
    if is_cancelled:
        storage.current().delete(key)


def _change(part_id: str, lease: Lease, changes: Changes) -> int | None:
    """Change a part that this worker still holds; gives how often it was begun, or None if it is not held."""
    return db.session.scalar(
        update(Part)
        .where(Part.id == part_id, lease.holds())
        .values(changes)
        .returning(Part.attempts)
        .execution_options(synchronize_session=False)
    )
