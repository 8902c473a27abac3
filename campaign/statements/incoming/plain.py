"""Plain text: from bytes to characters, whatever Unicode encoding its byte order mark names."""

from __future__ import annotations

import codecs
import string
from typing import Final

from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT, Incoming, Place

# The marks of UTF-32 begin like those of UTF-16, so they come first (Unicode 16, 23.8).
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A zero-width space or a mark of direction alone shows nothing either.
_SHOWS_NOTHING: Final = (
    string.whitespace + "\x85\xa0\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
)


def decoded(content: bytes) -> str:
    """The characters of `content` without byte order mark; raises `Unreadable` at the first wrong byte."""
    mark, encoding = marked_encoding(content) or (b"", "utf-8")
    try:
        return content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        raise Unreadable(Why.NOT_UNICODE, offset=offset, byte=f"{content[offset]:02X}") from error


def marked_encoding(content: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that `content` begins with, and the encoding that it stands for."""
    return next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), None)


def shows_nothing(text: str) -> bool:
    """Whether `text` holds nothing that can be seen."""
    return not text.strip(_SHOWS_NOTHING)


def with_line_feeds(text: str) -> str:
    """The text with a line feed at each line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(content: bytes) -> Incoming:
    """A text file as it is; raises `Unreadable`."""
    return as_incoming(decoded(content))


def as_incoming(source: str) -> Incoming:
    """Characters as they came, such as those of a paste; raises `Unreadable`."""
    if "\0" in source:
        raise Unreadable(Why.BINARY)
    if shows_nothing(source):
        raise Unreadable(Why.EMPTY)
    # A mark before the encoding's limit may grow in UTF-8: Chinese in UTF-16 does by half.
    if len(source) > LIMIT // 4 and len(source.encode("utf-8", "replace")) > LIMIT:
        raise Unreadable(Why.TOO_LARGE)
    return Incoming(with_line_feeds(source), "text", tuple(_places(source)))


def _places(source: str) -> list[Place]:
    """One for each line whose place is moved by a line end of two characters before it."""
    places = [Place(0, offset=0)]
    end = source.find("\r\n")
    while end >= 0:
        places.append(Place(end + 2 - len(places), offset=end + 2))
        end = source.find("\r\n", end + 2)
    return places
