"""Entries as a CSV file that spreadsheets open: one row each, the address in seven columns."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import IO, TYPE_CHECKING, Final
from unicodedata import normalize

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory.entries import COLUMNS, Entry
from campaign.directory.errors import CannotImport
from campaign.directory.values import MOST_LINES, PostalAddress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_FILE: Final = 5 * 1024 * 1024
LINE_COLUMNS: Final = tuple(f"line_{number}" for number in range(1, MOST_LINES + 1))
HEADER: Final = tuple(column for name in COLUMNS for column in (LINE_COLUMNS if name == "lines" else (name,)))
_SURPLUS: Final = "surplus"
# A cell that begins with one of these signs is a formula to a spreadsheet (OWASP, "CSV Injection"): it gets
# an apostrophe more, which is taken away again on the way back.
_FORMULA: Final = re.compile(r"'*[=+\-@]")


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """The file row by row, header first, without a byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in (HEADER, *(_row(entry) for entry in entries)):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def read(stream: IO[bytes], today: date) -> list[Entry]:
    """The entries of a file as `write` makes it.

    Raises `CannotImport`: for a file that is none, or with what is wrong in each row.
    """
    rows = _rows(stream)
    entries: list[Entry] = []
    problems: list[str] = []
    seen: set[str] = set()
    for number, row in rows:
        entry, wrong = _entry(row)
        wrong.extend(entry.problems(today))
        if entry.key in seen:
            wrong.append(_("The key stands in an earlier row too."))
        seen.add(entry.key)
        entries.append(entry)
        problems.extend(_("Row %(row)s: %(sentence)s", row=number, sentence=sentence) for sentence in wrong)
    if problems:
        message = ngettext(
            "Nothing was imported: %(num)d thing in the file is wrong.",
            "Nothing was imported: %(num)d things in the file are wrong.",
            len(problems),
        )
        raise CannotImport(message, problems)
    return entries


def _row(entry: Entry) -> tuple[str, ...]:
    address = dict(zip(LINE_COLUMNS, entry.lines, strict=False))
    cells = (address.get(name, "") if name in LINE_COLUMNS else getattr(entry, name) for name in HEADER)
    return tuple(_guarded(str(cell if cell is not None else "")) for cell in cells)


def _rows(stream: IO[bytes]) -> list[tuple[int, dict[str, str]]]:
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise CannotImport(_("The file is larger than 5 MB: that is no directory."))
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        table = [(number, row) for number, row in enumerate(reader, start=1) if any(row)]
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")
        raise CannotImport(message) from error
    except csv.Error as error:
        raise CannotImport(_("The file is not CSV: %(reason)s.", reason=error)) from error
    if len(table) <= 1:
        raise CannotImport(_("The file holds no recipients: one row of column names and a row for each."))
    header = [name.strip() for name in table[0][1]]
    _check_header(header)
    return [(number, _by_column(header, row)) for number, row in table[1:]]


def _check_header(header: list[str]) -> None:
    if missing := [name for name in HEADER if name not in header]:
        names = ", ".join(missing)
        message = _("The file lacks the columns: %(names)s. An exported file has them all.", names=names)
        raise CannotImport(message)
    if unknown := [name or "(empty)" for name in header if name not in HEADER]:
        names = ", ".join(unknown)
        raise CannotImport(
            _("The file has columns that the directory does not know: %(names)s.", names=names)
        )
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise CannotImport(_("The file has columns twice: %(names)s.", names=", ".join(twice)))


def _by_column(header: list[str], row: list[str]) -> dict[str, str]:
    cells = [_unguarded(normalize("NFC", " ".join(cell.split()))) for cell in row]
    return dict(zip(header, cells, strict=False)) | {_SURPLUS: "".join(cells[len(header) :])}


def _entry(row: dict[str, str]) -> tuple[Entry, list[str]]:
    wrong = []
    if row[_SURPLUS]:
        wrong.append(_("There are more cells than columns."))
    said: dict[str, str] = {name: row.get(name, "") for name in COLUMNS}
    day = said.pop("checked_on")
    try:
        checked_on = date.fromisoformat(day) if day else None
    except ValueError:
        checked_on = None
        wrong.append(_("“%(text)s” is no day: write it as 2025-06-14.", text=day))
    lines = PostalAddress.from_lines(row.get(name, "") for name in LINE_COLUMNS).lines
    return Entry(**said | {"checked_on": checked_on, "lines": lines}), wrong  # type: ignore[arg-type]


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
