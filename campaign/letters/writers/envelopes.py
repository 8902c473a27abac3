"""Envelopes printed with the addresses of recipients, one a page."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from campaign.core.languages import gettext as _
from campaign.letters.cleaning import cleaned
from campaign.letters.writers.addresses import Address, known, printed, sized
from campaign.letters.writers.printing import printer
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from campaign.letters.layouts import Box
    from campaign.letters.stationery import EnvelopeSize
    from campaign.letters.writers.addresses import Sized
    from campaign.letters.writers.printing import Printer

# The sender is set no larger than this, in points: the recipient is what is to be read.
LARGEST_SENDER = 9.0


def envelopes(  # noqa: PLR0913 - what whoever prints them can choose
    addresses: Sequence[Address],
    size: EnvelopeSize,
    sender: tuple[str, ...],
    *,
    day: date,
    report: Report,
    fonts: tuple[Path, ...] = (),
) -> bytes:
    """A PDF of envelopes, in the order of the addresses; empty if there is no address to print.

    Args:
        addresses: those without lines, those with a line too long, and those that no font can set are left
            out and named in `report`.
        size: the envelopes.
        sender: the lines of the return address; left out, and named `sender` in `report`, if they do not fit.
        day: the day that the PDF bears.
        report: filled meanwhile.
        fonts: folders of fonts.

    """
    setter = printer(fonts)
    room = (size.recipient.width, size.recipient.height)
    fit = sized(setter, known(addresses, report), room, report)
    returned = _returned(setter, sender, size, day, report) if sender else []

    def pages(fit: list[Sized]) -> dict[str, Any]:
        sheets = [[*returned, _block(size.recipient, one.address.lines, one.size)] for one in fit]
        return {"page": (size.width, size.height), "sheets": sheets}

    return printed(setter, _("Envelopes"), day, fit, pages, report)


def _returned(
    setter: Printer, sender: tuple[str, ...], size: EnvelopeSize, day: date, report: Report
) -> list[dict[str, Any]]:
    """The sender's block, tried by itself: what is wrong with it must not fail the envelopes."""
    address = cleaned(Address("sender", sender))
    tried = Report()
    fit = sized(setter, [address], (size.sender.width, size.sender.height), tried)

    def pages(fit: list[Sized]) -> dict[str, Any]:
        block = _block(size.sender, address.lines, min(fit[0].size, LARGEST_SENDER))
        return {"page": (size.width, size.height), "sheets": [[block]]}

    if not printed(setter, _("Envelopes"), day, fit, pages, tried):
        report.set_aside += tried.set_aside
        return []
    return cast("list[dict[str, Any]]", pages(fit)["sheets"][0])


def _block(box: Box, lines: tuple[str, ...], points: float) -> dict[str, Any]:
    return {"box": asdict(box), "lines": lines, "size": points, "middle": False}
