"""What comes beside the letters of an export: labels, envelopes, and lists of what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core import cells, config, countries, workbooks
from campaign.letters.fonts import folders
from campaign.letters.states import OF_LETTERS, PartKind
from campaign.letters.stationery import ENVELOPES, LABEL_SHEETS
from campaign.letters.writers import envelopes, labels, pdf, post_list, written_list
from campaign.letters.writers.addresses import Address
from campaign.letters.writers.file import Pieces
from campaign.letters.writers.post_list import PostRow
from campaign.letters.writers.written_list import WrittenRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.campaigns.models import CampaignRecipient
    from campaign.directory.models import Recipient
    from campaign.letters.plans import Written
    from campaign.letters.tasks import Task
    from campaign.letters.writers.report import Report


def file_of(
    kind: PartKind, task: Task, keys: Sequence[str], done: Sequence[Written], report: Report
) -> Pieces:
    """The file of this kind.

    Args:
        kind: one of those that hold no letters.
        task: the export.
        keys: keys of the recipients that letters are written to, in their order.
        done: what became of the files of letters.
        report: what was left out.

    """
    known = {row.recipient.key: row for row in task.campaign.recipients}
    rows = [known[key] for key in keys if key in known]
    day, fonts = task.counted.as_of.date(), folders(config.current().fonts)
    letters = [one for one in done if one.plan.kind in OF_LETTERS and one.letters]
    match kind:
        case PartKind.LABELS:
            sheet = LABEL_SHEETS[task.request.labels]
            content = labels.labels(
                _addresses(rows), sheet, day=day, report=report, first=task.request.first_label, fonts=fonts
            )
        case PartKind.ENVELOPES:
            organization = campaigns.organization()
            sender = (organization.name, *organization.address_lines)
            size = ENVELOPES[task.request.envelopes]
            content = envelopes.envelopes(_addresses(rows), size, sender, day=day, report=report, fonts=fonts)
        case PartKind.POST_LIST:
            left_out = [row.recipient.office for row in rows if not row.recipient.is_reachable]
            content = post_list.post_list(
                list(_posted(rows, letters, task)), task.campaign.title, day, left_out=left_out, fonts=fonts
            )
        case PartKind.LIST_CSV:
            return Pieces(".csv", cells.MEDIA_TYPE, written_list.as_csv(list(_written(known, letters, task))))
        case _:
            content = written_list.as_xlsx(_written(known, letters, task), day)
            return Pieces(".xlsx", workbooks.MEDIA_TYPE, iter([content]))
    return Pieces(".pdf", pdf.MEDIA_TYPE, iter([content] if content else []))


def _addresses(rows: Sequence[CampaignRecipient]) -> list[Address]:
    return [Address(row.recipient.key, tuple(row.recipient.lines)) for row in rows]


def _posted(rows: Sequence[CampaignRecipient], letters: Sequence[Written], task: Task) -> Iterator[PostRow]:
    for row in rows:
        recipient = row.recipient
        count = sum(one.letters for one in letters if one.plan.recipient == recipient.key)
        if recipient.is_reachable and count:
            yield PostRow(
                recipient=recipient.office,
                lines=tuple(recipient.lines),
                country=recipient.lines[-1],
                letters=count,
                format=task.request.format.label,
            )


def _written(
    known: dict[str, CampaignRecipient], letters: Sequence[Written], task: Task
) -> Iterator[WrittenRow]:
    for one in letters:
        if one.plan.recipient not in known:
            continue
        recipient = known[one.plan.recipient].recipient
        yield WrittenRow(
            file=one.name,
            recipient=recipient.key,
            office=recipient.office,
            code=recipient.code,
            country=_country(recipient),
            language=task.request.language,
            format=task.request.format.label,
            letters=one.letters,
            set_aside=len(one.set_aside),
            address_known=recipient.is_reachable,
            status=recipient.status,
            as_of=task.counted.as_of.date(),
            sha256=one.sha256,
        )


def _country(recipient: Recipient) -> str:
    if recipient.code in countries.CODES:
        return countries.un_name(recipient.code)
    return recipient.lines[-1] if recipient.is_reachable else ""
