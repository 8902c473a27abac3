"""A CSV file as a table of cells: what spreadsheets write, and what they may open without harm."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final
from unicodedata import normalize

from campaign.core import cells
from campaign.core.languages import gettext as _
from campaign.directory.errors import CannotImport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LARGEST_FILE: Final = 5 * 1024 * 1024
DELIMITERS: Final = (",", ";", "\t")
PROBLEM: Final = "problem"


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file: the names of its columns, and its rows by their number in the file."""

    header: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]
    delimiter: str = ","

    def with_problems(self, problems: Mapping[int, Sequence[str]]) -> bytes:
        """The file again, with what is wrong with each row in one column more, to be corrected there.

        It begins with a byte order mark, by which Excel knows UTF-8, and has no cell that is a formula.
        """
        own = [number for number, name in enumerate(self.header) if name != PROBLEM]
        header = (*(self.header[number] for number in own), PROBLEM)
        rows = (
            (*(row[number] if number < len(row) else "" for number in own), " ".join(problems.get(at, ())))
            for at, row in self.rows.items()
        )
        table = ([cells.defused(cells.as_it_was(cell)) for cell in row] for row in (header, *rows))
        return (cells.BYTE_ORDER_MARK + cells.lines(table, self.delimiter)).encode()


def parse(stream: IO[bytes]) -> Table:
    """The table in a file in UTF-8, with commas, semicolons or tabs; empty rows are left out.

    Raises `CannotImport` for a file that is none.
    """
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise CannotImport(_("The file is larger than 5 MB: that is no directory."))
    try:
        text = content.decode("utf-8-sig")
        delimiter = _delimiter(text)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
        rows = {number: tuple(row) for number, row in enumerate(reader, start=1) if any(row)}
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")
        raise CannotImport(message) from error
    except csv.Error as error:
        raise CannotImport(_("The file is not CSV: %(reason)s.", reason=error)) from error
    if len(rows) <= 1:
        raise CannotImport(_("The file holds no recipients: one row of column names and a row for each."))
    header = rows.pop(min(rows))
    return Table(tuple(clean(name) for name in header), rows, delimiter)


def clean(cell: str) -> str:
    """What the cell says: letters composed (NFC), blanks and line ends folded, nothing of `cells.defused`."""
    return cells.as_it_was(normalize("NFC", " ".join(cell.split())))


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda one: len(next(csv.reader([first], delimiter=one), [])))
