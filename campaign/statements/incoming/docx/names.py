"""The names of WordprocessingML (ECMA-376, part 1) that are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONS[1:-1].encode()),
)


def transitional(content: bytes) -> bytes:
    """A part of a file that was saved as "Strict Open XML", in the names of all others."""
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The attribute `w:name` of an element that may not be there."""
    return None if element is None else element.get(f"{WORD}{name}")


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The same as a whole number; None for what is none."""
    found = value(element, name) or ""
    return int(found) if found.removeprefix("-").isdecimal() else None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at `path` below another that may not be there."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{WORD}{name}")
    return element
