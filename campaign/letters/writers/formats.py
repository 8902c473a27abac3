"""The kinds of file that letters are written to, and the one way to write them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from campaign.letters.errors import NothingToWrite, TooManyLetters, UnknownFormat
from campaign.letters.fonts import folders
from campaign.letters.writers import docx, eml, txt
from campaign.letters.writers.typesetter import typesetter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from campaign.letters.values import Letter

# Typst keeps about 0.4 MB a letter while it sets a document.
MOST_LETTERS = 500


class Format(StrEnum):
    """A kind of file, by the end of its name."""

    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class File:
    """What was written: the end of its name with the dot, its media type, its bytes."""

    suffix: str
    media_type: str
    content: bytes


def format_named(name: str) -> Format:
    """The format of this name; raises `UnknownFormat`, which lists those there are."""
    try:
        return Format(name)
    except ValueError as error:
        raise UnknownFormat(name, ", ".join(Format)) from error


def write(letters: Sequence[Letter], kind: Format, font_folders: tuple[Path, ...] = ()) -> File:
    """The letters in one file; several mails go into a ZIP.

    Args:
        letters: 1 to 500 letters, in one language.
        kind: the kind of file.
        font_folders: folders to take fonts from instead of Debian's.

    Raises:
        CannotWrite: one of its children, which names the letter and the place.
        CannotAddress: the address, or the e-mail address, is not fit.

    """
    if not letters:
        raise NothingToWrite
    if len(letters) > MOST_LETTERS:
        raise TooManyLetters(MOST_LETTERS)
    match kind:
        case Format.PDF:
            return File(".pdf", "application/pdf", typesetter(folders(font_folders)).set(letters))
        case Format.DOCX:
            return File(".docx", docx.MEDIA_TYPE, docx.write(letters))
        case Format.TXT:
            return File(".txt", "text/plain; charset=utf-8", txt.write(letters))
        case Format.EML if len(letters) == 1:
            return File(".eml", "message/rfc822", eml.write(letters[0]))
        case Format.EML:
            return File(".zip", "application/zip", eml.write_all(letters))


def preview(letter: Letter, font_folders: tuple[Path, ...] = ()) -> bytes:
    """A PNG of the letter's page as the PDF will have it; raises what writing the PDF raises."""
    return typesetter(folders(font_folders)).preview(letter)
