"""Letters as plain text, for a terminal, a form on a web page, or the body of a mail."""

from __future__ import annotations

import textwrap
from itertools import chain
from typing import TYPE_CHECKING, Final

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.writers.annexes import annexes
from campaign.letters.writers.blocks import Heading, Table, Text
from campaign.letters.writers.forbidden import refuse_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from campaign.letters.values import Letter, Paragraph
    from campaign.letters.writers.blocks import Block
    from campaign.letters.writers.report import Report

MEDIA_TYPE: Final = "text/plain; charset=utf-8"
WIDTH: Final = 72
QUOTE_INDENT = "    "


def stream(letters: Iterable[Letter], report: Report) -> Iterator[bytes]:
    """All letters in UTF-8, in pieces, a form feed between two; see `pieces_of`.

    A letter that holds what text cannot hold is set aside in `report`, which is filled meanwhile.
    """
    for letter in letters:
        try:
            pieces = pieces_of(letter)
        except Refused as error:
            report.put_aside(letter.key, error.sentence)
            continue
        if report.written:
            yield b"\f"
        report.written += 1
        for piece in pieces:
            yield piece.encode()


def text_of(letter: Letter, width: int | None = WIDTH) -> str:
    """The whole letter as text; see `pieces_of`."""
    return "".join(pieces_of(letter, width))


def pieces_of(letter: Letter, width: int | None = WIDTH) -> Iterator[str]:
    """The letter as text, in pieces.

    Args:
        letter: any letter.
        width: how many characters a line holds, if there are blanks to break it at, or None for no breaks
            in a paragraph.

    Raises:
        Unspeakable: the letter holds a character that UTF-8 cannot hold. Nothing is raised later.

    """
    with speaking(letter.language):
        text = "\n\n".join(block for block in _blocks(letter, width) if block)
        behind = [block for annex in annexes(letter) for block in annex.blocks]
    refuse_forbidden(letter, text)
    return chain([text, "\n"], _annex(behind, width))


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
    indent = QUOTE_INDENT if paragraph.is_indented else ""
    parts = [_filled(text, width, indent) for text in (paragraph.text, paragraph.source) if text]
    return "\n".join(parts)


def _annex(blocks: Iterable[Block], width: int | None) -> Iterator[str]:
    for block in blocks:
        yield "\n"
        match block:
            case Heading(text, 1):
                yield f"{text}\n{'=' * len(text)}\n"
            case Text(text, quoted=True):
                yield f"{_filled(text, width, QUOTE_INDENT)}\n"
            case Heading(text) | Text(text):
                yield f"{_filled(text, width)}\n"
            case Table():
                yield f"{block.caption}\n\n"
                yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    widths = [len(head) for head in table.heads]
    for row in table.rows:
        widths = [max(width, len(cell)) for width, cell in zip(widths, row, strict=True)]
    for row in chain([table.heads], table.rows):
        yield f"{_row(row, widths, table.numbers)}\n"


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
