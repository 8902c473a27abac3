"""Changing drafts, and exporting letters part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from campaign.core import clock, config, files, storage
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.letters import composing, queries
from campaign.letters.compose import check
from campaign.letters.errors import NothingToWrite
from campaign.letters.models import Draft, Export, Part
from campaign.letters.states import ExportState
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers import formats
from campaign.signatures import queries as signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.values import Letter
    from campaign.letters.writers.formats import Format

WRITE_PART = "letters.write_part"
LETTERS_A_PART = 500


def save_draft(row: CampaignRecipient, audience: Audience, text: DraftText, version: int | None) -> None:
    """Store the text of the letters to this recipient.

    `version` is that of the draft which the editor showed, None for the base text. Raises
    `CannotCompose` with the place of a placeholder that is unknown, `Conflict` if somebody else saved.
    """
    check(text)
    draft = queries.draft(row, audience)
    if (draft.version if draft else None) != version:
        raise _changed_meanwhile()
    if draft is None:
        draft = Draft(
            id=new_id(), campaign_id=row.campaign_id, recipient_id=row.recipient_id, audience=audience
        )
        db.session.add(draft)
    draft.subject, draft.body = text.subject, text.body
    _commit()


def reset_draft(row: CampaignRecipient, audience: Audience) -> None:
    """Forget the changed text: the base text stands again. Raises `Conflict` if somebody saves just now."""
    if draft := queries.draft(row, audience):
        db.session.delete(draft)
        _commit()


def export(
    campaign: Campaign,
    rows: Sequence[CampaignRecipient],
    format: str,  # noqa: A002 - the word of the command line
    audience: Audience,
    account_id: str | None = None,
) -> Export:
    """Ask for the letters to these recipients; a worker writes them, part by part.

    Raises `NothingToWrite` if there is no recipient, or no signer whose letters could be sent.
    """
    kind = formats.format_named(format)
    cutoff = clock.now()
    spans = _spans(campaign, audience, cutoff)
    if not rows or not spans:
        raise NothingToWrite
    asked = Export(
        id=new_id(),
        campaign=campaign,
        account_id=account_id,
        audience=audience,
        format=kind,
        cutoff=cutoff,
    )
    for row in rows:
        for number, (first, last, letters) in enumerate(spans, start=1):
            asked.parts.append(
                Part(
                    id=new_id(),
                    position=len(asked.parts),
                    recipient=row.recipient,
                    first=first,
                    last=last,
                    letters=letters,
                    name=_name(campaign, row, number, len(spans)),
                    warnings=[row.recipient.warning] if row.recipient.warning and number == 1 else [],
                )
            )
    db.session.add(asked)
    db.session.commit()
    for part in asked.parts:
        queue.enqueue(WRITE_PART, part.id)
    return asked


def cancel(export: Export) -> None:
    """Write no more of it, and erase what is written."""
    if export.state == ExportState.CANCELLED:
        return
    export.state = ExportState.CANCELLED
    export.finished_at = clock.now()
    db.session.commit()
    for part in export.parts:
        storage.current().delete(part.key)


def read_part(part: Part) -> Iterator[bytes]:
    """The file of a written part; raises `NotFound` if it is not kept."""
    return storage.current().read(part.key)


def letters_of(
    campaign: Campaign,
    row: CampaignRecipient,
    audience: Audience,
    cutoff: datetime,
    span: tuple[str, str] = ("", ""),
) -> list[Letter]:
    """The letters to one recipient: the organization's, or those of the signers in `span`, first to last."""
    counted = composing.count(campaign, cutoff)
    if audience is Audience.ORGANIZATION:
        return [composing.for_organization(row, counted)]
    text = queries.draft_text(row, audience)
    signers = signatures.delivered(campaign.id, cutoff, *span)
    return [
        composing.for_signer(signer, row, counted, draft=text, number=number)
        for number, signer in enumerate(signers, start=1)
    ]


def write_to(  # noqa: PLR0913, PLR0917 - what the command line asks for
    folder: Path,
    campaign: Campaign,
    row: CampaignRecipient,
    kind: Format,
    audience: Audience,
    cutoff: datetime,
) -> Iterator[Path]:
    """Write the letters to one recipient into `folder`: one file, or one for every 500 signers."""
    spans = _spans(campaign, audience, cutoff)
    if not spans:
        raise NothingToWrite
    for number, (first, last, _letters) in enumerate(spans, start=1):
        written = formats.write(
            letters_of(campaign, row, audience, cutoff, (first, last)), kind, config.current().fonts
        )
        path = folder / f"{_name(campaign, row, number, len(spans))}{written.suffix}"
        folder.mkdir(parents=True, exist_ok=True)
        files.write_whole(path, [written.content])
        yield path


def _spans(campaign: Campaign, audience: Audience, cutoff: datetime) -> list[tuple[str, str, int]]:
    if audience is Audience.ORGANIZATION:
        return [("", "", 1)]
    ids = signatures.delivered_ids(campaign.id, cutoff)
    chunks = [ids[at : at + LETTERS_A_PART] for at in range(0, len(ids), LETTERS_A_PART)]
    return [(chunk[0], chunk[-1], len(chunk)) for chunk in chunks]


def _name(campaign: Campaign, row: CampaignRecipient, number: int, of: int) -> str:
    suffix = f"-{number:03}" if of > 1 else ""
    return f"{campaign.slug}--{row.recipient.key}{suffix}"


def _commit() -> None:
    try:
        db.session.commit()
    except (IntegrityError, StaleDataError) as error:
        db.session.rollback()
        raise _changed_meanwhile() from error


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else has saved this draft meanwhile. Your text is kept here; look at theirs first.")
    )
