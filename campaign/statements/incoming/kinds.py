"""What kind of file something is: by its first bytes, and only where they leave it open by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming import plain
from campaign.statements.incoming.unreadable import Unreadable, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from campaign.statements.incoming.values import Kind

# PDF: ISO 32000-1, 7.5.2, with Adobe's note that the mark may stand within the first 1,024 bytes. ZIP:
# APPNOTE 4.3.7 and 4.3.16. OLE, in which old Word files and those with a password lie: [MS-CFB] 2.2,
# [MS-OFFCRYPTO] 2.3.
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_RTF: Final = b"{\\rtf"
_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument"
_PAGE: Final = re.compile(
    r"(?:\s|<!--.*?-->)*(?:<\?xml\b|<!doctype\b|<(?:html|head|body|meta|div|article|main|p|h1)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"</?(?:p|li|ol|ul|div|br|h[1-6]|table|body)\b", re.IGNORECASE)
_PAGE_ENDINGS: Final = {".html", ".htm", ".xhtml"}
_MARKDOWN_ENDINGS: Final = {".md", ".markdown"}
# Whatever has these endings and is no text is a damaged file of its kind.
_BOUND: Final[Mapping[str, Kind]] = {".pdf": "pdf", ".docx": "docx", ".docm": "docx"}
_HEAD: Final = 4096


def kind_of(content: bytes, filename: str | None) -> Kind:
    """The kind of a file, also where its ending says another; raises `Unreadable` for any not taken in."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    if _PDF in content[:_PDF_WITHIN]:
        return "pdf"
    if start.startswith(_ZIP):
        if _OPEN_DOCUMENT in content[:_PDF_WITHIN]:
            raise Unreadable(Why.OTHER_FORMAT, format="ODT")
        return "docx"
    if start.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unreadable(Why.LOCKED)
        raise Unreadable(Why.OTHER_FORMAT, format="DOC")
    if start.startswith(_RTF):
        raise Unreadable(Why.OTHER_FORMAT, format="RTF")
    if start.startswith(_PICTURES):
        raise Unreadable(Why.PICTURE)
    return _kind_of_text(content, PurePath(filename or "").suffix.lower())


def _kind_of_text(content: bytes, ending: str) -> Kind:
    marked = plain.marked_encoding(content)
    if ending in _BOUND and not _is_text(content, marked):
        return _BOUND[ending]
    if marked is None and b"\0" in content:
        raise Unreadable(Why.BINARY)
    mark, encoding = marked or (b"", "utf-8")
    head = content[len(mark) : _HEAD].decode(encoding, "replace")
    if _PAGE.match(head) or (ending in _PAGE_ENDINGS and _TAG.search(head)):
        return "html"
    return "markdown" if ending in _MARKDOWN_ENDINGS else "text"


def _is_text(content: bytes, marked: tuple[bytes, str] | None) -> bool:
    return marked is not None or (b"\0" not in content and bool(content.decode("utf-8", "ignore").strip()))
