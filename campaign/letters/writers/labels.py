"""Labels with the addresses of recipients, to be stuck on envelopes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from campaign.core.languages import gettext as _
from campaign.letters.stationery import LABEL_MARGIN
from campaign.letters.writers.addresses import known, printed, sized
from campaign.letters.writers.errors import NoSuchLabel
from campaign.letters.writers.printing import printer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from campaign.letters.stationery import LabelSheet
    from campaign.letters.writers.addresses import Address, Sized
    from campaign.letters.writers.report import Report


def labels(  # noqa: PLR0913 - what whoever prints them can choose
    addresses: Sequence[Address],
    sheet: LabelSheet,
    *,
    day: date,
    report: Report,
    first: int = 1,
    copies: int = 1,
    fonts: tuple[Path, ...] = (),
) -> bytes:
    """A PDF of labels, in the order of the addresses; empty if there is no address to print.

    Args:
        addresses: those without lines, those with a line too long, and those that no font can set are left
            out and named in `report`.
        sheet: the labels.
        day: the day that the PDF bears.
        report: filled meanwhile.
        first: the place of the first label on the first sheet, from 1, row by row.
        copies: how many labels each address has.
        fonts: folders of fonts.

    Raises:
        NoSuchLabel: `first` is not on the sheet, or `copies` is none.

    """
    if not 1 <= first <= sheet.places or copies < 1:
        raise NoSuchLabel(sheet.places)
    room = (sheet.width - 2 * LABEL_MARGIN, sheet.height - 2 * LABEL_MARGIN)

    def pages(fit: list[Sized]) -> dict[str, Any]:
        several = [one for one in fit for _copy in range(copies)]
        placed = [(at, _label(sheet, at, one)) for at, one in enumerate(several, start=first - 1)]
        sheets: list[list[dict[str, Any]]] = [[] for _sheet in range(placed[-1][0] // sheet.places + 1)]
        for at, label in placed:
            sheets[at // sheet.places].append(label)
        return {"page": sheet.page, "sheets": sheets}

    setter = printer(fonts)
    fit = sized(setter, known(addresses, report), room, report)
    return printed(setter, _("Labels"), day, fit, pages, report)


def _label(sheet: LabelSheet, place: int, one: Sized) -> dict[str, Any]:
    inside = sheet.box(place).inside(LABEL_MARGIN)
    return {"box": asdict(inside), "lines": one.address.lines, "size": one.size, "middle": True}
