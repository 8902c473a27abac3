"""The signature sheet set in pieces, so that a hundred thousand names take no more memory than a thousand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.cleaning import plain
from campaign.letters.fonts import package_for
from campaign.letters.wording import number
from campaign.letters.writers.errors import NameLeftOut
from campaign.letters.writers.sheet import table_of_names, without_names
from campaign.letters.writers.typesetter import pages_in
from campaign.letters.writers.typography import running, running_in_cell, typography
from campaign.letters.writers.typst_inputs import figures, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from campaign.core.errors import Refused
    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter, SignatureSheet
    from campaign.letters.writers.blocks import Table
    from campaign.letters.writers.sheet import Sheet
    from campaign.letters.writers.typesetter import Typesetter

# So many names follow the countries in one document; more have pages of their own.
_TOGETHER: Final = 200
_PAGES_IN_DOCUMENT: Final = 25
_ROW_HEIGHT: Final = 6.2
# A row of Latin letters in the other tables.
_LATIN_ROW: Final = 4.9
# The upper and the lower edge of an annex's page.
_EDGES: Final = 46
_POINT: Final = 25.4 / 72
# Sizes of type for a name or a country, and how many lines of each a row holds.
_SIZES: Final = ((10.0, 1), (6.6, 2), (4.8, 3))
# From Arabic to Burmese, and Khmer, marks over and under letters would meet in two lines.
_WITH_MARKS: Final = re.compile("[\u0600-\u109f\u1780-\u17ff]")
# Tamil to Sinhala, Burmese and Khmer: measured with the names of all countries, as Thai and Lao were.
_WIDE: Final = re.compile("[\u0b80-\u0dff\u1000-\u109f\u1780-\u17ff]")
_THAI: Final = "\u0e00"
_SIZES_WITH_MARKS: Final = ((10.0, 1), (8.2, 1), (6.6, 1), (5.6, 1), (4.8, 1))
_NUMBER_WIDTH: Final = 20


def signature_pages(
    letter: Letter,
    annex: SignatureSheet,
    layout: Layout,
    typesetter: Typesetter,
    put_aside: Callable[[str, Refused], None],
) -> Iterator[bytes]:
    """PDFs that follow each other: count and countries, then the names, so many on a page.

    Args:
        letter: the letter that the sheet goes with.
        annex: what stands on it; its names are gone through once.
        layout: the size of the paper and its edges.
        typesetter: what sets them.
        put_aside: is told of each name that cannot be set; its line stays, and says so.

    """
    with speaking(letter.language):
        sheet = without_names(letter, annex)
        pages = _Pages(letter, layout, typesetter, put_aside, table_of_names())
    names = iter(annex.names)
    if annex.named <= _TOGETHER:
        yield pages.first(sheet, pages.rows(islice(names, _TOGETHER), 1), more=0)
        return
    a_page = int((layout.height - _EDGES) // pages.row_height) - 1
    more = -(-annex.named // a_page)
    first = pages.first(sheet, None, more=more)
    yield first
    before, at = pages_in(first), 0
    while rows := pages.rows(islice(names, a_page * _PAGES_IN_DOCUMENT), at * a_page + 1):
        held = -(-len(rows) // a_page)
        yield pages.names(sheet, rows, first=before + at + 1, more=more - at - held)
        typesetter.engine.forget()
        at += held


@dataclass(frozen=True, slots=True)
class _Pages:
    letter: Letter
    layout: Layout
    typesetter: Typesetter
    put_aside: Callable[[str, Refused], None]
    table: Table

    @property
    def row_height(self) -> float:
        """How high a row of names is, in millimetres."""
        room = typography(self.letter.language).row_room * _SIZES[0][0] * _POINT
        return max(_ROW_HEIGHT, _LATIN_ROW + 2 * room)

    def first(self, sheet: Sheet, rows: list[dict[str, Any]] | None, *, more: int) -> bytes:
        language = self.letter.language
        told = {
            "title": sheet.title,
            "subject": sheet.subject,
            "lead": running(sheet.lead, language),
            "countries": figures(sheet.countries),
            "names": self._table(rows) if rows else None,
            "unnamed": running(sheet.unnamed, language),
            "more": more,
        }
        return self._set("sheet", told)

    def names(self, sheet: Sheet, rows: list[dict[str, Any]], *, first: int, more: int) -> bytes:
        told = {
            "subject": sheet.subject,
            "caption": self.table.caption,
            "names": self._table(rows),
            "first": first,
            "more": more,
            "begins": rows[0]["at"] == 1,
        }
        return self._set("rows", told)

    def rows(self, names: Iterable[tuple[str, str]], start: int) -> list[dict[str, Any]]:
        cleaned = [(plain(name), plain(country)) for name, country in names]
        missing = self.typesetter.coverage.missing(text for row in cleaned for text in row)
        return [
            self._row(at, self._set_or_said(at, name, missing), self._set_or_said(at, country, missing))
            for at, (name, country) in enumerate(cleaned, start=start)
        ]

    def _row(self, at: int, name: str, country: str) -> dict[str, Any]:
        width = (self.layout.body_width - _NUMBER_WIDTH) / 2 - 4
        cells = [number(at, self.letter.language), running_in_cell(name), running_in_cell(country)]
        return {"at": at, "cells": cells, "sizes": [10.0, _size(name, width), _size(country, width)]}

    def _set_or_said(self, at: int, text: str, missing: set[str]) -> str:
        lacking = sorted(missing & set(text))
        if not lacking:
            return text
        key = self.letter.key
        self.put_aside(f"{key} {at}", NameLeftOut(key, at, lacking[0], package_for(lacking[0])))
        with speaking(self.letter.language):
            return _("[in characters that cannot be printed here]")

    def _table(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "caption": self.table.caption,
            "heads": [running_in_cell(head) for head in self.table.heads],
            "rows": rows,
            "row_height": self.row_height,
            "number_width": _NUMBER_WIDTH,
        }

    def _set(self, kind: str, told: dict[str, Any]) -> bytes:
        with speaking(self.letter.language):
            around = frame(kind, self.letter, self.layout, self.typesetter.engine.families)
        return self.typesetter.engine.pdf({**around, kind: told}, self.letter.date)


def _size(text: str, width: float) -> float:
    """The size at which a text surely fits in a cell of so many millimetres."""
    ems = sum(map(_ems, text))
    for size, lines in _SIZES_WITH_MARKS if _WITH_MARKS.search(text) else _SIZES:
        if ems * size * _POINT <= width * (lines if lines == 1 else lines * 0.9):
            return size
    return _SIZES[-1][0]


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if _WIDE.match(character):
        return 0.8
    return 0.74 if category == "Lu" else 0.54 if character < _THAI else 0.62
