"""Which files an export consists of, before any of them is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.core.languages import ngettext
from campaign.letters import file_names
from campaign.letters.errors import CannotExport
from campaign.letters.plans import Plan
from campaign.letters.requests import LETTERS_A_PART, MOST_SINGLE, STAMPED_A_PART
from campaign.letters.states import Packing, PartKind
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.signatures import queries as signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.requests import ExportRequest

    Span = tuple[str, str, int]

PLACES: Final = {
    PartKind.LABELS: file_names.LABELS,
    PartKind.ENVELOPES: file_names.ENVELOPES,
    PartKind.POST_LIST: file_names.POST_LIST,
    PartKind.LIST_CSV: file_names.LIST,
    PartKind.LIST_XLSX: file_names.LIST,
}


def planned(
    campaign: Campaign, rows: Sequence[CampaignRecipient], request: ExportRequest, cutoff: datetime
) -> list[Plan]:
    """The files of an export in their order, none if there is nothing to write.

    Raises `CannotExport` for choices that do not go together.
    """
    request.refuse_what_does_not_go_together()
    found = dict(_spans(campaign, request, cutoff))
    letters = sum(count for spans in found.values() for _first, _last, count in spans) * len(rows)
    if not letters:
        return []
    if request.packing is Packing.SINGLE and letters > MOST_SINGLE:
        raise CannotExport(_too_many(letters))
    return [*_letters(campaign, rows, found), *_beside(campaign, request)]


def _spans(
    campaign: Campaign, request: ExportRequest, cutoff: datetime
) -> Iterator[tuple[PartKind, list[Span]]]:
    if request.audience is Audience.ORGANIZATION:
        yield PartKind.LETTERS, [("", "", 1)]
    elif request.format is Format.PRINT_RUN:
        for kind, own, size in (
            (PartKind.LETTERS, False, STAMPED_A_PART),
            (PartKind.OWN_WORDS, True, LETTERS_A_PART),
        ):
            yield kind, signatures.delivered_spans(campaign.id, cutoff, size, own_words=own)
    else:
        yield PartKind.LETTERS, signatures.delivered_spans(campaign.id, cutoff, LETTERS_A_PART)


def _letters(
    campaign: Campaign, rows: Sequence[CampaignRecipient], found: dict[PartKind, list[Span]]
) -> Iterator[Plan]:
    for position, row in enumerate(rows, start=1):
        before = 0
        for kind, spans in found.items():
            for number, (first, last, letters) in enumerate(spans, start=1):
                name = file_names.of_part(
                    position=position,
                    positions=len(rows),
                    campaign=campaign.slug,
                    recipient=row.recipient.key,
                    what=kind,
                    number=number,
                    of=len(spans),
                )
                yield Plan(
                    kind=kind,
                    name=name,
                    recipient=row.recipient.key,
                    first=first,
                    last=last,
                    letters=letters,
                    before=before,
                )
                before += letters


def _beside(campaign: Campaign, request: ExportRequest) -> Iterator[Plan]:
    wanted = {
        PartKind.LABELS: f"labels-{request.labels}" if request.labels else "",
        PartKind.ENVELOPES: f"envelopes-{request.envelopes}" if request.envelopes else "",
        PartKind.POST_LIST: "post-list" if request.lists else "",
        PartKind.LIST_CSV: "written" if request.lists else "",
        PartKind.LIST_XLSX: "written" if request.lists else "",
    }
    for kind, what in wanted.items():
        if what:
            yield Plan(kind=kind, name=file_names.of_extra(PLACES[kind], campaign.slug, what))


def _too_many(letters: int) -> str:
    return ngettext(
        "%(num)d letter is too much for single files; up to %(most)s can be had so. Choose files of 500 "
        "letters.",
        "%(num)d letters are too many for single files; up to %(most)s can be had so. Choose files of 500 "
        "letters.",
        letters,
        most=MOST_SINGLE,
    )
