"""Addresses that are printed by themselves, as large as fits into their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from campaign.core.languages import gettext as _
from campaign.letters.cleaning import cleaned
from campaign.letters.writers.errors import NoGlyph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from campaign.letters.writers.printing import Printer
    from campaign.letters.writers.report import Report

TEMPLATE: Final = "addresses.typ"


@dataclass(frozen=True, slots=True)
class Address:
    """A recipient's key and the lines under which a letter reaches it; no lines: the address is not known."""

    key: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sized:
    """An address and the size in points at which it fits its place."""

    address: Address
    size: float


def known(addresses: Sequence[Address], report: Report) -> list[Address]:
    """Those whose lines are known, cleaned as all text for paper is; the others are set aside."""
    for address in addresses:
        if not address.lines:
            report.put_aside(address.key, _("No address is known. Complete it in the directory."))
    return [cleaned(address) for address in addresses if address.lines]


def sized(
    printer: Printer, addresses: Sequence[Address], room: tuple[float, float], report: Report
) -> list[Sized]:
    """Those that fit `room` (width and height in millimetres) at 6.5 points or more; others are set aside."""
    if not addresses:
        return []
    data = {
        "measuring": True,
        "title": "",
        "page": (100, 100),
        "room": room,
        "addresses": [address.lines for address in addresses],
    }
    fit = []
    for address, size in zip(addresses, printer.ask(TEMPLATE, data, "sizes"), strict=True):
        if size:
            fit.append(Sized(address, size))
        else:
            report.put_aside(
                address.key,
                _("A line of the address is too long to be printed there. Break it into two or shorten it."),
            )
    return fit


def printed(  # noqa: PLR0913, PLR0917 - what is printed, how, and what is said of it
    printer: Printer,
    title: str,
    day: date,
    addresses: list[Sized],
    pages: Callable[[list[Sized]], dict[str, Any]],
    report: Report,
) -> bytes:
    """The PDF of the addresses on their `pages`, empty if none; those that no font can set are set aside."""
    left = addresses
    while left:
        try:
            pdf = printer.set(TEMPLATE, {"measuring": False, "title": title, **pages(left)}, day)
        except NoGlyph as error:
            able = [one for one in left if error.characters not in "\n".join(one.address.lines)]
            if len(able) == len(left):
                raise
            for one in left:
                if one not in able:
                    report.put_aside(one.address.key, error.sentence)
            left = able
        else:
            report.written += len(left)
            return pdf
    return b""
