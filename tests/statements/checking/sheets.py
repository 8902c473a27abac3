"""Sheets to change: a made-up text with the items that the reader finds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.ids import new_id
from campaign.statements.checking.edits import marked_as_read
from campaign.statements.checking.sheet import Sheet
from campaign.statements.reading.reader import read

if TYPE_CHECKING:
    from campaign.statements.checking.sheet import Marked

TEXT = """The Assembly of Rivers,

Alarmed by the drought in Peru and Chile,

1. Urges Peru to open its dams, and calls upon Chile to share its wells;

2. Demands that the upstream countries stop the pumps by May 2027;

3. Welcomes the visit of the Secretary-General of the United Nations;

We also ask Bolivia to send engineers.
"""


def sheet_of(text: str = TEXT) -> Sheet:
    """The text with its items as they were read."""
    return Sheet(text, tuple(marked_as_read(item, new_id()) for item in read(text).items))


def item(sheet: Sheet, number: str | None) -> Marked:
    """The item with this number."""
    return next(one for one in sheet if one.number == number)


def words(sheet: Sheet) -> list[str]:
    """The words of each item, with blanks folded."""
    return [" ".join(one.span.of(sheet.text).split()) for one in sheet]


def asked(one: Marked) -> list[str]:
    """The codes of those whom an item asks."""
    return [asked.code for asked in one.asked]
