"""The file of each part of an export: its letters, or what is told of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import config
from campaign.letters import beside, composing
from campaign.letters.contents import LettersOfSigners
from campaign.letters.errors import RecipientGone
from campaign.letters.fonts import folders
from campaign.letters.states import OF_LETTERS, PartKind
from campaign.letters.values import Audience
from campaign.letters.writers import formats, pdf
from campaign.letters.writers.file import Pieces
from campaign.letters.writers.formats import Format
from campaign.letters.writers.print_run import print_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.plans import Plan, Written
    from campaign.letters.tasks import Task
    from campaign.letters.writers.report import Report


def file_of(plan: Plan, task: Task, report: Report, others: Sequence[Written] = ()) -> Pieces:
    """The file that is planned; all that the database knows of it is read before this returns.

    `others` is what became of the other files, or what is planned, for what tells of them. Raises
    `RecipientGone`, and what composing an organization's letter raises.
    """
    if plan.kind not in OF_LETTERS:
        keys = dict.fromkeys(other.plan.recipient for other in others if other.plan.recipient)
        return beside.file_of(plan.kind, task, list(keys), others, report)
    row, request, fonts = _row(task.campaign, plan.recipient), task.request, config.current().fonts
    if request.audience is Audience.ORGANIZATION:
        return _of_organization(row, task, report)
    content = LettersOfSigners.read(row, request, task.counted, plan)
    if request.format is Format.PRINT_RUN and plan.kind is PartKind.LETTERS:
        run = print_run(content.base, request.layout, folders(fonts))
        return Pieces(".pdf", pdf.MEDIA_TYPE, run.stream(content.stamps(), report))
    return formats.stream(
        content.letters(report), request.format, request.packing, report, fonts, request.layout
    )


def _of_organization(row: CampaignRecipient, task: Task, report: Report) -> Pieces:
    request, fonts = task.request, config.current().fonts
    letter = composing.for_delivery(row, task.counted, request.language)
    if request.format is Format.EML:
        file = formats.write(letter, request.format)
        report.written = 1
        return Pieces(file.suffix, file.media_type, iter([file.content]))
    return formats.stream([letter], request.format, request.packing, report, fonts, request.layout)


def _row(campaign: Campaign, key: str) -> CampaignRecipient:
    found = next((row for row in campaign.recipients if row.recipient.key == key), None)
    if found is None:
        raise RecipientGone(key)
    return found
