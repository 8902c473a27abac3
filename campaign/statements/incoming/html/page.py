"""A web page as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming import blocks, plain
from campaign.statements.incoming.html.main_text import main_text
from campaign.statements.incoming.html.places import located
from campaign.statements.incoming.pieces import assembled
from campaign.statements.incoming.unreadable import Unreadable, Why

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Incoming

_HEAD: Final = 2048
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
# The encodings of the web (WHATWG Encoding Standard) that Python knows by the same names.
_OF_THE_WEB: Final = re.compile(
    r"utf-?8|(?:iso-?8859|windows|cp)-?\d{1,4}(?:-\d{1,2})?|koi8-[ru]|big5|gb2312|gbk|gb18030|euc-(?:kr|jp)|"
    r"shift_jis|us-ascii|latin-?1|macintosh",
    re.IGNORECASE,
)
# Browsers take the first two for the third.
_TAKEN_FOR: Final = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "gb2312": "gb18030"}


def read(content: bytes) -> Incoming:
    """The main text of a page, its lists with their numbers; raises `Unreadable`."""
    source = plain.with_line_feeds(_decoded(content))
    if "\0" in source:
        raise Unreadable(Why.BINARY)
    if "<!ENTITY" in source:
        raise Unreadable(Why.ENTITIES)
    found = blocks.pieces(main_text(source))
    return assembled(located(found, source), "html")


def _decoded(content: bytes) -> str:
    declared = _DECLARED.search(content, 0, _HEAD)
    if declared is None or plain.marked_encoding(content):
        return plain.decoded(content)
    name = declared[1].decode().lower()
    if not _OF_THE_WEB.fullmatch(name):
        return plain.decoded(content)
    try:
        return content.decode(_TAKEN_FOR.get(name, name))
    except LookupError:
        return plain.decoded(content)
    except UnicodeDecodeError as error:
        raise Unreadable(Why.NOT_UNICODE, offset=error.start, byte=f"{content[error.start]:02X}") from error
