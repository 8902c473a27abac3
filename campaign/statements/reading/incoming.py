"""From the bytes of a file to the text that is read."""

from __future__ import annotations

import string
from typing import Final

from campaign.core.languages import gettext as _
from campaign.statements.errors import CannotRead, Empty, NotText, NotUnicode, TooLarge

MEGABYTE: Final = 1024 * 1024
LIMIT: Final = 5 * MEGABYTE

# First bytes of files that people hold for text. PDF: ISO 32000-1, 7.5.2. A DOCX is a ZIP archive
# (ECMA-376, part 2). The old Word format begins as every OLE compound file does ([MS-CFB], 2.2).
_MAGIC: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "DOCX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"{\\rtf", "RTF"),
)
# A zero-width space or a mark of direction alone shows nothing either.
_SHOWS_NOTHING: Final = (
    string.whitespace + "\x85\xa0\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
)


def text_of(content: bytes, filename: str | None = None) -> str:
    """The text of a text file: decoded as UTF-8, without byte order mark, line ends as line feeds.

    `content` holds the whole file; `filename` is only named in messages. Raises of the `CannotRead` family:
    `TooLarge` over 5 MB, `NotText`, `NotUnicode` with the offset of the first wrong byte, `Empty`.
    """
    name = filename or _("The text")
    if len(content) > LIMIT:
        raise too_large(name)
    _refuse_other_formats(content, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_unicode(content, error.start, name) from error
    return _readable(text, name)


def pasted(text: str) -> str:
    """The text that somebody pasted, held to the rules for a file; raises `TooLarge`, `NotText`, `Empty`."""
    name = _("The text")
    # A lone surrogate, which no file can hold, is replaced as a browser would.
    content = text.encode("utf-8", "replace")
    if len(content) > LIMIT:
        raise too_large(name)
    return _readable(content.decode("utf-8"), name)


def too_large(name: str) -> CannotRead:
    """The error for a file over the limit, also for those who stop before they have read all of it."""
    return TooLarge(
        _(
            "%(name)s is larger than %(limit)s MB. Save the statement alone, without pictures and annexes.",
            name=name,
            limit=LIMIT // MEGABYTE,
        )
    )


def _readable(text: str, name: str) -> str:
    if "\0" in text:
        raise _no_text_file(name)
    if not text.strip(_SHOWS_NOTHING):
        raise Empty(_("%(name)s is empty: it holds no words to read.", name=name))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_other_formats(content: bytes, name: str) -> None:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    for magic, format_name in _MAGIC:
        if start.startswith(magic):
            raise NotText(
                _(
                    "%(name)s is a %(format)s file, not plain text: paste its text, or save it as .txt.",
                    name=name,
                    format=format_name,
                )
            )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_unicode(content, 0, name)
    if b"\0" in content:
        raise _no_text_file(name)


def _no_text_file(name: str) -> CannotRead:
    return NotText(_("%(name)s is no text file: paste the statement's text, or save it as .txt.", name=name))


def _not_unicode(content: bytes, offset: int, name: str) -> CannotRead:
    return NotUnicode(
        _(
            "%(name)s is not in UTF-8 (the byte at offset %(offset)s is 0x%(byte)s): save it as UTF-8.",
            name=name,
            offset=offset,
            byte=f"{content[offset]:02X}",
        )
    )
