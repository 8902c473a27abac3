"""The ZIP archive of a Word file, looked through before anything of it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from lxml import etree

from campaign.statements.incoming.docx.names import transitional
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTS_AT_MOST: Final = 2_000
# A part of XML is read into memory whole, and grows there about thirtyfold.
PART_AT_MOST: Final = 8 * MEGABYTE
ALL_AT_MOST: Final = 100 * MEGABYTE
# Deflate reaches 1,032 (RFC 1951); ten thousand list paragraphs, alike but for their number, about 60.
RATIO_AT_MOST: Final = 200
_SMALL: Final = MEGABYTE
_COMPRESSIONS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED: Final = 0x1
_CLIMBS: Final = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|\0")
_TYPES: Final = "[Content_Types].xml"
_DECLARATION: Final = b"<!DOCTYPE"
_ENTITY: Final = b"<!ENTITY"


class Archive:
    """The parts of a Word file; raises `Unreadable` if its directory is not that of a plain, honest one."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
            raise Unreadable(Why.DAMAGED) from error
        self._names = _checked(self._archive.infolist(), self._archive.start_dir)
        if _TYPES not in self._names:
            raise Unreadable(Why.ZIP)
        if any(name.endswith("vbaProject.bin") for name in self._names) or b"macroEnabled" in self.part(
            _TYPES
        ):
            raise Unreadable(Why.MACROS)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._names

    def part(self, name: str) -> bytes:
        """The content of a part, unpacked up to the limit whatever its directory entry says."""
        try:
            with self._archive.open(name) as part:
                content = part.read(PART_AT_MOST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise Unreadable(Why.DAMAGED) from error
        if len(content) > PART_AT_MOST:
            raise Unreadable(Why.BOMB)
        return content

    def tree(self, name: str) -> etree._Element:
        """A part as XML. Office's files have no document type (ECMA-376, part 2, 6.2.5), so none is read."""
        content = self.part(name)
        plainly = content.replace(b"\0", b"")
        if _DECLARATION in plainly or _ENTITY in plainly:
            raise Unreadable(Why.ENTITIES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(transitional(content), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(Why.DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            raise Unreadable(Why.ENTITIES)
        return root


def _checked(entries: Sequence[zipfile.ZipInfo], directory: int) -> frozenset[str]:
    if len(entries) > PARTS_AT_MOST or sum(entry.file_size for entry in entries) > ALL_AT_MOST:
        raise Unreadable(Why.BOMB)
    for entry in entries:
        if _CLIMBS.search(entry.orig_filename):
            raise Unreadable(Why.CLIMBING)
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(Why.LOCKED)
        if entry.compress_type not in _COMPRESSIONS:
            raise Unreadable(Why.DAMAGED)
        if entry.file_size > _SMALL and entry.file_size > RATIO_AT_MOST * max(entry.compress_size, 1):
            raise Unreadable(Why.BOMB)
    names = frozenset(entry.filename for entry in entries)
    if len(names) < len(entries) or _overlap(entries, directory):
        raise Unreadable(Why.BOMB)
    return names


def _overlap(entries: Sequence[zipfile.ZipInfo], directory: int) -> bool:
    """Whether two entries share bytes, by which a small file can hold very many large ones."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    if placed and placed[-1].header_offset + placed[-1].compress_size > directory:
        return True
    return any(
        entry.header_offset + entry.compress_size > following.header_offset
        for entry, following in pairwise(placed)
    )
