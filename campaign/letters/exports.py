"""Asking for letters to be written to files, and what can be done with such an export."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import update

from campaign.core import clock, storage
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.letters import export_queries as queries
from campaign.letters.counting import counted_at
from campaign.letters.errors import ExportIsOver
from campaign.letters.models import Export, Part
from campaign.letters.planning import planned
from campaign.letters.ready import refuse_unready
from campaign.letters.states import HAVE_NO_FILE, ExportState, PartState
from campaign.letters.writers.errors import NothingToWrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.plans import Plan
    from campaign.letters.requests import ExportRequest

WRITE_PART = "letters.write_part"
KEPT_FOR: Final = timedelta(days=30)
# More jobs at once would only make the queue long: the sweep asks for the rest.
QUEUED_AT_ONCE: Final = 200


def ask(
    campaign: Campaign,
    rows: Sequence[CampaignRecipient],
    request: ExportRequest,
    account_id: str | None = None,
) -> Export:
    """Ask for the letters to these recipients; workers write them, part by part.

    Raises `NothingToWrite` if there is no recipient, or no signer whose letters could be sent, and
    `CannotExport` for choices that do not go together, or for a language that has no fonts here, and
    `NoDraft` for one that nobody has written the letters in.
    """
    refuse_unready(rows, request)
    cutoff = request.as_of or clock.now()
    plans = planned(campaign, rows, request, cutoff)
    if not plans:
        raise NothingToWrite
    counted = counted_at(campaign, request.audience, cutoff)
    asked = Export(
        id=new_id(),
        campaign=campaign,
        account_id=account_id,
        audience=request.audience,
        format=request.format,
        language=request.language,
        paper=request.paper,
        envelope=request.envelope,
        packing=request.packing,
        extras=request.extras,
        cutoff=cutoff,
        counted=counted.by_country,
        list_sha256=counted.list_sha256,
        parts=[_part(plan, position, rows) for position, plan in enumerate(plans)],
    )
    db.session.add(asked)
    db.session.commit()
    _queue(asked)
    return asked


def pause(export: Export) -> None:
    """Begin no further part; those being written are finished. Raises `ExportIsOver`."""
    _move(export, ExportState.ASKED, ExportState.PAUSED)


def resume(export: Export) -> None:
    """Go on with the parts that are not written. Raises `ExportIsOver`."""
    _move(export, ExportState.PAUSED, ExportState.ASKED)
    _queue(export)


def cancel(export: Export) -> None:
    """Write no more of it, and erase what is written."""
    if export.state == ExportState.CANCELLED:
        return
    export.state = ExportState.CANCELLED
    export.finished_at = clock.now()
    db.session.commit()
    _erase_all(export, _("The export was cancelled."))


def write_again(export: Export) -> int:
    """Write the parts that failed or were erased once more, as of the same cut-off; returns how many.

    Raises `ExportIsOver` for an export that was cancelled, or whose time is over.
    """
    if export.state == ExportState.CANCELLED or export.erased_at:
        raise ExportIsOver
    # One that is marked has a file that somebody is about to erase.
    lost = [part for part in export.parts if part.state in HAVE_NO_FILE and not part.is_marked]
    for part in lost:
        part.state, part.problem, part.erased_at = PartState.WAITING, "", None
        part.attempts, part.letters = 0, 0
    if lost:
        export.state, export.finished_at = ExportState.ASKED, None
    db.session.commit()
    _queue(export)
    return len(lost)


def erase(parts: Iterable[Part], reason: str) -> None:
    """Erase the files of these parts; what the manifest says of them stays, with the reason.

    They are marked first: nobody gets them any more, and whoever stores one anew at this moment sees the mark
    afterwards. Whoever is killed in between, or finds that the storage refuses, is asked again by a sweep.
    Raises `Unavailable` if the storage refuses.
    """
    given = list(parts)
    for part in given:
        if part.state == PartState.WRITTEN:
            part.state, part.problem, part.erased_at = PartState.ERASED, reason, None
    db.session.commit()
    for part in given:
        # A worker that was killed may have left a file of a part that is not noted as written.
        storage.current().delete(part.key)
        if part.is_marked:
            part.erased_at = clock.now()
    db.session.commit()


def erase_unwanted(part_id: str) -> None:
    """Erase the file of a part that has none any more: it was stored anew while it was erased.

    Call it after the file was stored. Raises `Unavailable` if the storage refuses.
    """
    part = db.session.get(Part, part_id, populate_existing=True)
    if part and (part.state in HAVE_NO_FILE or part.export.state == ExportState.CANCELLED):
        erase([part], _("The export was cancelled."))


def erase_old(export_id: str) -> None:
    """Erase the files of an export whose time is over, or its campaign's, or that was cancelled before."""
    export = queries.by_id(export_id)
    if export.erased_at:
        return
    if export.state == ExportState.CANCELLED:
        _erase_all(export, _("The export was cancelled."))
    elif export.campaign.reduced_at and not export.is_over:
        cancel(export)
    elif export.campaign.reduced_at:
        _erase_all(export, _("The signatures of this campaign are erased, and only their number is kept."))
    elif export.finished_at and export.finished_at <= clock.now() - KEPT_FOR:
        _erase_all(export, _("Exports are kept for %(days)s days.", days=KEPT_FOR.days))


def forget(signature_id: str) -> None:
    """Erase the files that hold the name of somebody who has taken it back."""
    erase(queries.parts_that_name(signature_id), taken_back())


def erase_what_was_taken_back(part_id: str) -> None:
    """Erase this file if it holds the name of somebody who has withdrawn since."""
    part = queries.part_by_id(part_id)
    if queries.parts_with_withdrawn(part.id):
        erase([part], taken_back())


def taken_back() -> str:
    """Why a file was erased at once."""
    return _("Somebody whose name was in this file has taken it back. Write the file again, without it.")


def queue_parts(part_ids: Iterable[str]) -> None:
    """Ask for these parts to be written."""
    for part_id in part_ids:
        queue.enqueue(WRITE_PART, part_id)


def read_part(part: Part) -> Iterator[bytes]:
    """The file of a written part; raises `NotFound` if it is not kept."""
    return storage.current().read(part.key)


def _erase_all(export: Export, reason: str) -> None:
    erase(export.parts, reason)
    export.erased_at = clock.now()
    db.session.commit()


def _part(plan: Plan, position: int, rows: Sequence[CampaignRecipient]) -> Part:
    recipient = next((row.recipient for row in rows if row.recipient.key == plan.recipient), None)
    warning = recipient.warning if recipient and not plan.before else None
    return Part(
        id=new_id(),
        position=position,
        kind=plan.kind,
        name=plan.name,
        recipient=recipient,
        first=plan.first,
        last=plan.last,
        planned=plan.letters,
        before=plan.before,
        warnings=[warning] if warning else [],
    )


def _move(export: Export, before: ExportState, after: ExportState) -> None:
    moved = db.session.scalar(
        update(Export)
        .where(Export.id == export.id, Export.state == before)
        .values(state=after)
        .returning(Export.id)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    db.session.refresh(export)
    if not moved and export.state != after:
        raise ExportIsOver


def _queue(export: Export) -> None:
    waiting = [part.id for part in export.parts if part.state == PartState.WAITING and not part.is_list]
    queue_parts(waiting[:QUEUED_AT_ONCE])
