"""A PDF file as text."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from campaign.statements.incoming.pdf.furniture import body_size, without_furniture
from campaign.statements.incoming.pdf.glyphs import glyphs, shows_picture
from campaign.statements.incoming.pdf.joining import pieces
from campaign.statements.incoming.pdf.lines import Line, lines
from campaign.statements.incoming.pieces import assembled
from campaign.statements.incoming.unreadable import Unreadable, Why

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Incoming

PAGES_AT_MOST: Final = 200
# A page of print has far more characters; what a scanner adds to its picture (a stamp, a number) has fewer.
_FEW_CHARACTERS: Final = 25


def read(content: bytes) -> Incoming:
    """The text of a PDF file without what its pages repeat; raises `Unreadable`."""
    try:
        pages, pictures = _pages(content)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        raise Unreadable(Why.LOCKED if isinstance(cause, PDFEncryptionError) else Why.DAMAGED) from error
    characters = sum(len(line.text) for page in pages for line in page)
    if not characters or characters < _FEW_CHARACTERS * pictures:
        raise Unreadable(Why.SCANNED)
    return assembled(pieces(without_furniture(pages), body_size(pages)), "pdf")


def _pages(content: bytes) -> tuple[list[list[Line]], int]:
    """The lines of each page, and how many pages show a picture."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        count = sum(1 for _page in islice(PDFPage.create_pages(file.doc), PAGES_AT_MOST + 1))
        if count > PAGES_AT_MOST:
            raise Unreadable(Why.PAGES, limit=PAGES_AT_MOST)
        if not count:
            raise Unreadable(Why.DAMAGED)
        found: list[list[Line]] = []
        pictures = 0
        for number, page in enumerate(file.pages, 1):
            found.append(lines(glyphs(page.layout), number))
            pictures += shows_picture(page.layout)
            page.close()
        return found, pictures
