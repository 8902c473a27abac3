"""The list that goes to the post office with the letters: what is posted where, with totals by country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters.cleaning import cleaned
from campaign.letters.wording import in_words, number
from campaign.letters.writers.errors import NoGlyph
from campaign.letters.writers.printing import printer
from campaign.letters.writers.typography import running_in_cell, typography

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

TEMPLATE: Final = "post-list.typ"
# What stands for a character that no font has.
UNSHOWN: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """What is posted to one recipient; `country` is its name as the last line of the address has it."""

    recipient: str
    lines: tuple[str, ...]
    country: str
    letters: int
    format: str


def post_list(  # noqa: PLR0913 - what the list says, each by its name
    rows: Sequence[PostRow],
    title: str,
    day: date,
    *,
    language: str = "en",
    left_out: Sequence[str] = (),
    fonts: tuple[Path, ...] = (),
) -> bytes:
    """A tagged PDF (A4) with a numbered table of `rows` and totals by country.

    Args:
        rows: what is posted; the weight class stays empty, to be filled in by hand.
        title: what the letters are about.
        day: the day of the list, which the PDF bears.
        language: of the list; the language in use must be the same.
        left_out: recipients without an address, which are named under the table.
        fonts: folders of fonts; a character that none has is shown as U+FFFD.

    """
    posted = [cleaned(row) for row in rows]
    manner = typography(language)
    data = {
        "language": language,
        "line_leading": manner.line_leading,
        "row_room": manner.row_room,
        "title": cleaned(title),
        "date": in_words(day, language),
        **_words(sum(row.letters for row in posted), language),
        **_tables(posted, language),
        "left_out": list(cleaned(tuple(left_out))),
    }
    setter = printer(fonts)
    while True:
        try:
            return setter.set(TEMPLATE, data, day)
        except NoGlyph as error:
            if error.characters == UNSHOWN:
                raise
            data = cast("dict[str, Any]", _without(data, error.characters))


def _tables(rows: Sequence[PostRow], language: str) -> dict[str, Any]:
    tables = {
        "heads": [
            _("No."),
            _("Recipient"),
            _("Address"),
            _("Country"),
            _("Letters"),
            _("Weight class"),
            _("Format"),
        ],
        "rows": [[number(at, language), *_cells(row, language)] for at, row in enumerate(rows, start=1)],
        "heads_of_totals": [_("Country"), _("Recipients"), _("Letters")],
        "totals": _totals(rows, language),
    }
    return {name: _running(cells) for name, cells in tables.items()}


def _running(told: Any) -> Any:  # noqa: ANN401 - a cell, a row or rows
    if isinstance(told, str):
        return running_in_cell(told)
    return [_running(part) for part in told]


def _words(total: int, language: str) -> dict[str, Any]:
    return {
        "heading": _("List for the post office"),
        "page": _("Page {page} of {pages}"),
        "total": ngettext(
            "%(shown)s letter in all", "%(shown)s letters in all", total, shown=number(total, language)
        ),
        "heading_of_totals": _("By country"),
        "heading_of_left_out": _("Left out, since no address is known"),
    }


def _without(told: object, characters: str) -> object:
    match told:
        case str():
            return told.replace(characters, UNSHOWN)
        case list() | tuple():
            return [_without(part, characters) for part in told]
        case dict():
            return {name: _without(part, characters) for name, part in told.items()}
        case _:
            return told


def _cells(row: PostRow, language: str) -> list[str | list[str]]:
    return [row.recipient, list(row.lines), row.country, number(row.letters, language), "", row.format]


def _totals(rows: Sequence[PostRow], language: str) -> list[list[str]]:
    recipients, letters = Counter[str](), Counter[str]()
    for row in rows:
        recipients[row.country] += 1
        letters[row.country] += row.letters
    return [
        [country, number(recipients[country], language), number(letters[country], language)]
        for country in sorted(letters)
    ]
