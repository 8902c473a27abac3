"""The kinds of file that letters are written to, and the ways to write them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from campaign.core import archives
from campaign.core.languages import gettext as _
from campaign.letters.fonts import folders
from campaign.letters.layouts import DIN_B
from campaign.letters.states import Packing
from campaign.letters.writers import archive, docx, eml, pdf, txt
from campaign.letters.writers.errors import CannotWrite, UnknownFormat
from campaign.letters.writers.file import File, Pieces
from campaign.letters.writers.report import Report
from campaign.letters.writers.typesetter import typesetter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter


class Format(StrEnum):
    """A kind of file."""

    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    TXT = "txt"
    PRINT_RUN = "print-run"

    @property
    def label(self) -> str:
        """The kind's name on a page."""
        return {
            Format.PDF: _("PDF"),
            Format.DOCX: _("Word (DOCX)"),
            Format.EML: _("E-mail (EML)"),
            Format.TXT: _("Text"),
            Format.PRINT_RUN: _("PDF for a print run"),
        }[self]


def format_named(name: str) -> Format:
    """The format of this name; raises `UnknownFormat`, which lists those there are."""
    try:
        return Format(name)
    except ValueError as error:
        raise UnknownFormat(name, ", ".join(Format)) from error


def write(letter: Letter, kind: Format, fonts: tuple[Path, ...] = (), layout: Layout = DIN_B) -> File:
    """One letter as a file, the same as `stream` makes of it.

    Args:
        letter: the letter.
        kind: the kind of file.
        fonts: folders to take fonts from instead of Debian's.
        layout: where everything stands on the sheet.

    Raises:
        CannotWrite: one of its children, which names the letter and the place.
        CannotAddress: the address, or the e-mail address, is not fit.

    """
    if kind is Format.EML:
        return eml.file_of(letter)
    report = Report()
    pieces = stream([letter], kind, Packing.PARTS, report, fonts, layout)
    content = b"".join(pieces.content)
    if report.set_aside:
        raise CannotWrite(report.set_aside[0].reason)
    return File(pieces.suffix, pieces.media_type, content)


def stream(  # noqa: PLR0913, PLR0917 - what a file of letters is told
    letters: Iterable[Letter],
    kind: Format,
    packing: Packing,
    report: Report,
    fonts: tuple[Path, ...] = (),
    layout: Layout = DIN_B,
) -> Pieces:
    """Many letters as one file: one document, or a ZIP of a file each; mails are files of their own anyway.

    What cannot be written is set aside in `report`, which is complete when the last piece was taken.
    """
    if packing is Packing.SINGLE or kind is Format.EML:
        pieces = archive.single_files(letters, lambda letter: write(letter, kind, fonts, layout), report)
        return Pieces(".zip", archives.MEDIA_TYPE, pieces)
    match kind:
        case Format.PDF | Format.PRINT_RUN:
            return Pieces(
                ".pdf", pdf.MEDIA_TYPE, pdf.stream(letters, layout, typesetter(folders(fonts)), report)
            )
        case Format.DOCX:
            return Pieces(".docx", docx.MEDIA_TYPE, docx.stream(letters, layout, report))
        case Format.TXT:
            return Pieces(".txt", txt.MEDIA_TYPE, txt.stream(letters, report))
    assert_never(kind)


def preview(
    letter: Letter, fonts: tuple[Path, ...] = (), layout: Layout = DIN_B, *, window: bool = False
) -> bytes:
    """A PNG of the letter's page as the PDF will have it; raises what writing the PDF raises.

    With `window`, what the envelope's window shows is drawn over it.
    """
    return typesetter(folders(fonts)).preview(letter, layout, window=window)
