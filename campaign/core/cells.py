"""Cells of CSV files: a text stays a text, whatever a spreadsheet parts cells by."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEDIA_TYPE: Final = "text/csv; charset=utf-8"
BYTE_ORDER_MARK: Final = "\ufeff"
# With these a formula begins, also in full width, and tabs and line ends may be taken away before it
# (OWASP, "CSV Injection").
_SIGNS: Final = r"=+\-@＝＋－＠"
_FORMULA: Final = rf"[\s\"']*[{_SIGNS}]"
_SUSPECT: Final = re.compile(rf"[{_SIGNS}\t\r\n]")
_START: Final = re.compile(rf"'*[\t\r\n]|{_FORMULA}")
# Where a comma stands in numbers, Excel parts cells at semicolons, and then heeds no quotes within a line.
_INSIDE: Final = re.compile(rf"([;,|\t\r\n])(?={_FORMULA})")
_DEFUSED: Final = re.compile(rf"([;,|\t\r\n])'(?={_FORMULA})")


def defused(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet might compute."""
    if not _SUSPECT.search(text):
        # Most texts; millions are asked.
        return text
    inside = _INSIDE.sub(r"\1'", text)
    return f"'{inside}" if _START.match(text) else inside


def as_it_was(cell: str) -> str:
    """The text that `defused` made the cell of; what others wrote loses such apostrophes too."""
    text = cell[1:] if cell.startswith("'") and _START.match(cell, 1) else cell
    return _DEFUSED.sub(r"\1", text)


def lines(rows: Iterable[Iterable[object]], delimiter: str = ",") -> str:
    """The rows as lines that end in CR LF (RFC 4180), texts in quotes; defuse first what others wrote."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return written.getvalue()


def lines_of_texts(rows: Iterable[Sequence[str]]) -> str:
    """The same for cells that are all texts, in a fraction of the time: lists of millions are written so."""
    written = []
    for row in rows:
        line = '","'.join(row)
        if line.count('"') != 2 * (len(row) - 1):
            line = '","'.join([cell.replace('"', '""') for cell in row])
        written.append(f'"{line}"\r\n')
    return "".join(written)
