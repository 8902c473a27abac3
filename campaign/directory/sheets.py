"""Entries as a CSV file that spreadsheets open: one row each, the address in seven columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from campaign.core import cells
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory import columns as names
from campaign.directory import tables
from campaign.directory.columns import HEADER, LINE_COLUMNS
from campaign.directory.errors import CannotImport
from campaign.directory.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from campaign.directory.entries import Entry

SAMPLES: Final = 3

suggest = names.suggest


class Columns(NamedTuple):
    """The names in a file's first row, and up to three rows beneath them."""

    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose columns are known, with its rows."""

    table: tables.Table
    rows: tuple[Row, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the entries that the rows speak of."""
        return tuple(row.key for row in self.rows)


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """The file row by row, header first, without a byte order mark."""
    return (cells.lines([row]) for rows in ((HEADER,), map(_cells, entries)) for row in rows)


def columns(stream: IO[bytes]) -> Columns:
    """The columns of somebody's file, to be mapped; raises `CannotImport` for a file that is none."""
    table = tables.parse(stream)
    width = len(table.header)
    first = list(table.rows.values())[:SAMPLES]
    padded = ((*map(tables.clean, row[:width]), *[""] * (width - len(row))) for row in first)
    return Columns(table.header, tuple(padded))


def table(
    stream: IO[bytes], mapping: Mapping[str, str] | None = None, defaults: Mapping[str, str] | None = None
) -> Sheet:
    """The rows of a file by the directory's columns.

    `mapping` gives the directory's column for each of the file's, "" for one to be left out, and `defaults`
    what cells say that are empty or missing. Raises `CannotImport` for a file that is none, or lacks columns.
    """
    read = tables.parse(stream)
    assigned = names.assigned(read.header, mapping, defaults)
    rows = (Row.of(number, cells, assigned, defaults or {}) for number, cells in read.rows.items())
    return Sheet(read, tuple(rows))


def read(sheet: Sheet, today: date, known: Mapping[str, Entry]) -> list[Entry]:
    """The entries that the rows make, of what the directory knows of them already.

    Raises `CannotImport` with what is wrong in each row.
    """
    entries: list[Entry] = []
    problems: dict[int, list[str]] = {}
    seen: set[str] = set()
    for row in sheet.rows:
        entry, wrong = row.entry(known.get(row.key))
        wrong = [*wrong, *entry.problems(today), *row.said_before(seen)]
        seen.add(entry.key)
        entries.append(entry)
        if wrong:
            problems[row.number] = wrong
    if problems:
        raise _refusal(sheet, problems)
    return entries


def _refusal(sheet: Sheet, problems: Mapping[int, list[str]]) -> CannotImport:
    sentences = [
        _("Row %(row)s: %(sentence)s", row=number, sentence=sentence)
        for number, wrong in problems.items()
        for sentence in wrong
    ]
    message = ngettext(
        "Nothing was imported: %(num)d thing in the file is wrong.",
        "Nothing was imported: %(num)d things in the file are wrong.",
        len(sentences),
    )
    return CannotImport(message, sentences, sheet.table.with_problems(problems))


def _cells(entry: Entry) -> tuple[str, ...]:
    address = dict(zip(LINE_COLUMNS, entry.lines, strict=False))
    said = (address.get(name, "") if name in LINE_COLUMNS else getattr(entry, name) for name in HEADER)
    return tuple(cells.defused(str(cell if cell is not None else "")) for cell in said)
