"""The list of what was written, a row for each file of letters, for a spreadsheet: as CSV and as XLSX."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

import xlsxwriter

from campaign.core import cells
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

# Widths of the columns, in characters.
_WIDTHS: Final = (60, 32, 48, 8, 28, 10, 9, 9, 10, 14, 12, 12, 66)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """A file of letters; `as_of` is the day of the count in them, `status` what is known of the address."""

    file: str
    recipient: str
    office: str
    code: str
    country: str
    language: str
    format: str
    letters: int
    set_aside: int
    address_known: bool
    status: str
    as_of: date
    sha256: str


def heads() -> tuple[str, ...]:
    """The heads of the columns, in the language in use."""
    return (
        _("File"),
        _("Key of the recipient"),
        _("Office"),
        _("Code"),
        _("Country"),
        _("Language"),
        _("Format"),
        _("Letters"),
        _("Set aside"),
        _("Address known"),
        _("Address is"),
        _("Count as of"),
        _("SHA-256"),
    )


def as_csv(rows: Iterable[WrittenRow]) -> Iterator[bytes]:
    """The list as CSV, in pieces, as Excel reads it: UTF-8 with its mark, lines that end in CR LF.

    What a spreadsheet would take for a formula has an apostrophe before it.
    """
    yield (cells.BYTE_ORDER_MARK + cells.lines([heads()])).encode()
    for row in rows:
        yield cells.lines([map(_guarded, _values(row))]).encode()


def as_xlsx(rows: Iterable[WrittenRow], day: date) -> bytes:
    """The list as a workbook dated `day`: its head stays in sight, dates and numbers are such, text is text.

    The same rows give the same bytes.
    """
    made = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": _("Letters"), "created": datetime.combine(day, time(), UTC)})
        head = book.add_format({"bold": True, "bottom": 1})
        of_dates = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet(_("Letters"))
        sheet.freeze_panes(1, 0)
        for column, (words, width) in enumerate(zip(heads(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(_values(row)):
                match value:
                    case int():
                        sheet.write_number(last, column, value)
                    case str():
                        sheet.write_string(last, column, value)
                    case _:
                        sheet.write_datetime(last, column, value, of_dates)
        sheet.autofilter(0, 0, last, len(_WIDTHS) - 1)
    return made.getvalue()


def _values(row: WrittenRow) -> list[str | int | date]:
    told = {name: getattr(row, name) for name in _COLUMNS}
    told["address_known"] = _("yes") if row.address_known else _("no")
    return list(told.values())


_COLUMNS: Final = tuple(field.name for field in fields(WrittenRow))


def _guarded(value: str | int | date) -> str | int | date:
    return cells.defused(value) if isinstance(value, str) else value
