"""Signatures collected elsewhere, taken in from a CSV file: each of them is confirmed by its owner's mail."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.core import addresses
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.signatures.values import (
    CITY_LENGTH,
    Signing,
    clean_comment,
    clean_country,
    clean_line,
    clean_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEEDED: Final = ("name", "email", "country")
ALLOWED: Final = ("city", "comment", "show_name", "deliver_name", "updates")
YES: Final = frozenset({"yes", "y", "1", "true"})
NO: Final = frozenset({"no", "n", "0", "false", ""})


class CannotImport(Refused):
    """A file that was not taken in; `problems` says what is wrong, row by row."""

    status = 422

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: dict[str, str]

    def signing(self) -> Signing:
        """What the row says; raises a `Refused` with the sentence for what is wrong in it."""
        city = clean_line("city", self._cell("city"), CITY_LENGTH, _("The city"))
        return Signing(
            name=clean_name(self._cell("name")),
            email=addresses.checked(self._cell("email")),
            country=clean_country(self._cell("country").strip().upper()),
            city=city,
            comment=clean_comment(self._cell("comment")),
            show_name=self._says_yes("show_name"),
            deliver_name=self._says_yes("deliver_name"),
            updates=self._says_yes("updates"),
        )

    def _cell(self, column: str) -> str:
        return self.cells.get(column) or ""

    def _says_yes(self, column: str) -> bool:
        said = self._cell(column).strip().lower()
        if said not in YES | NO:
            raise Refused(_("%(column)s must be yes or no.", column=column))
        return said in YES


def read(content: bytes) -> list[Signing]:
    """The signings of a CSV file in UTF-8 with the columns name, email and country.

    The columns city, comment, show_name, deliver_name and updates may be there; no consent is taken
    for given that does not say yes. Raises `CannotImport` with every row that is wrong.
    """
    signings, problems = [], []
    for row in _rows(content):
        try:
            signings.append(row.signing())
        except Refused as error:
            problems.append(_("Row %(number)s: %(sentence)s", number=row.number, sentence=error.sentence))
    if problems:
        raise CannotImport(_("Nothing was taken in. Put the rows right that are named above."), problems)
    if not signings:
        raise CannotImport(_("The file has no rows."))
    return signings


def _columns(reader: csv.DictReader[str]) -> list[str]:
    try:
        columns = [column.strip().lower() for column in reader.fieldnames or ()]
    except csv.Error as error:
        raise CannotImport(_("The file is not a table (%(reason)s).", reason=error)) from error
    if len(columns) == 1 and ";" in columns[0]:
        raise CannotImport(_("The columns are apart by semicolons. Save the file with commas between them."))
    if len(set(columns)) < len(columns):
        raise CannotImport(_("A column stands in the file twice."))
    return columns


def _rows(content: bytes) -> Iterator[_Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotImport(_("The file is not in UTF-8. Save it as CSV UTF-8.")) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    columns = _columns(reader)
    if missing := [column for column in NEEDED if column not in columns]:
        raise CannotImport(_("The file lacks the columns %(names)s.", names=", ".join(missing)))
    if unknown := [column for column in columns if column not in NEEDED + ALLOWED]:
        raise CannotImport(_("Nobody knows the columns %(names)s. Take them out.", names=", ".join(unknown)))
    reader.fieldnames = columns
    try:
        for cells in reader:
            yield _Row(reader.line_num, {column: cells[column] for column in columns})
    except csv.Error as error:
        raise CannotImport(_("The file is not a table (%(reason)s).", reason=error)) from error
