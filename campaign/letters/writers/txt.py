"""Letters as plain text, for a terminal, a form on a web page, or the body of a mail."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.values import ParagraphKind
from campaign.letters.writers.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.letters.values import Letter, Paragraph
    from campaign.letters.writers.sheet import Sheet, Table

WIDTH = 72
QUOTE_INDENT = "    "


def write(letters: Sequence[Letter]) -> bytes:
    """All letters in UTF-8, lines of at most 72 characters, a form feed between two letters."""
    return "\f".join(text_of(letter) for letter in letters).encode()


def text_of(letter: Letter, width: int | None = WIDTH) -> str:
    """The whole letter as text, wrapped at `width` characters, or each paragraph on one line if None."""
    with speaking(letter.language):
        blocks = [*_blocks(letter, width)]
        if sheet := sheet_of(letter):
            blocks += _sheet_blocks(sheet, width)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(letter: Letter, width: int | None) -> Iterator[str]:
    yield "\n".join(letter.sender)
    yield letter.dateline
    yield "\n".join(letter.address_lines)
    yield "\n".join([_("Our reference"), letter.reference]) if letter.reference else ""
    yield _filled(letter.subject, width)
    yield letter.salutation
    for paragraph in letter.paragraphs:
        yield _paragraph(paragraph, width)
    yield letter.close
    yield "\n".join(letter.signatory)
    yield "\n".join([_("The campaign’s page:"), letter.campaign_url])


def _paragraph(paragraph: Paragraph, width: int | None) -> str:
    indent = QUOTE_INDENT if paragraph.kind is ParagraphKind.QUOTE else ""
    parts = [_filled(text, width, indent) for text in (paragraph.text, paragraph.source) if text]
    return "\n".join(parts)


def _sheet_blocks(sheet: Sheet, width: int | None) -> Iterator[str]:
    yield "\n".join([sheet.title, "=" * len(sheet.title)])
    yield _filled(sheet.subject, width)
    yield _filled(sheet.lead, width)
    yield from _table(sheet.countries)
    if sheet.names:
        yield from _table(sheet.names)
    yield _filled(sheet.unnamed, width)


def _table(table: Table) -> Iterator[str]:
    yield table.caption
    rows = [table.heads, *table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield "\n".join(_row(row, widths, table.numbers) for row in rows)


def _row(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if at in numbers else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _filled(text: str, width: int | None, indent: str = "") -> str:
    if width is None:
        return indent + text
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
