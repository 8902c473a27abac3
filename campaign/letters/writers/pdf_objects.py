"""A PDF written from front to back (ISO 32000-1): pages go out as they come, small objects packed in streams.

Memory holds eight bytes for each object, its place in the file, and nothing of what was written.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Kids of a node of the page tree, which are packed together.
FAN: Final = 128
_PACKED: Final = 1 << 63
_ROW: Final = struct.Struct(">BQH")


class PdfFile:
    """Objects of a PDF in the order in which they are added; `taken` gives the bytes since the last call."""

    def __init__(self) -> None:
        self._parts = [HEADER]
        self._at = len(HEADER)
        self._places = array("Q", [0])

    def reserve(self) -> int:
        """A number for an object that comes later."""
        self._places.append(0)
        return len(self._places) - 1

    def add(self, body: bytes, number: int | None = None) -> int:
        """Adds an object and gives its number."""
        number = number or self.reserve()
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def add_stream(
        self, content: bytes, entries: bytes = b"", number: int | None = None, *, squeezed: bool = True
    ) -> int:
        """Adds a stream, compressed if `squeezed`, with more entries for its dictionary."""
        if squeezed:
            content, entries = zlib.compress(content, 6), entries + b"/Filter/FlateDecode"
        head = b"<</Length %d%b>>stream\n" % (len(content), entries)
        return self.add(head + content + b"\nendstream", number)

    def add_packed(self, objects: Iterable[tuple[int, bytes]]) -> None:
        """Adds objects that are no streams, by their reserved numbers, compressed together."""
        heads, bodies, at = list[bytes](), list[bytes](), 0
        stream = self.reserve()
        for index, (number, body) in enumerate(objects):
            self._places[number] = _PACKED | stream << 16 | index
            heads.append(b"%d %d" % (number, at))
            bodies.append(body)
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        self.add_stream(head + b"\n".join(bodies), entries, stream)

    def end(self, root: int, info: int, identifier: bytes) -> None:
        """Adds the table of places, and what a reader looks for first."""
        number, start = self.reserve(), self._at
        self._places[number] = start
        rows = b"".join(map(_row, self._places))
        entries = b"/Type/XRef/Size %d/W[1 8 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
        entries %= len(self._places), root, info, identifier, identifier
        self.add_stream(rows, entries, number)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def taken(self) -> bytes:
        """What was added since the last call."""
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole

    def _write(self, part: bytes) -> None:
        self._parts.append(part)
        self._at += len(part)


class PageTree:
    """Pages that share all but their content, in a tree of three levels; a full leaf goes out at once."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root = file.reserve()
        self._branches: list[tuple[int, int]] = []
        self._leaves: list[tuple[int, int]] = []
        self._leaf = self._branch = 0
        self._pages: list[tuple[int, bytes]] = []

    def add(self, content: int) -> None:
        """Adds a page that shows the stream `content`."""
        if not self._pages:
            self._leaf = self._file.reserve()
            if not self._leaves:
                self._branch = self._file.reserve()
        page = b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (self._leaf, content)
        self._pages.append((self._file.reserve(), page))
        if len(self._pages) == FAN:
            self._end_leaf()

    def end(self, inherited: bytes) -> None:
        """Adds what is left; all pages inherit the entries `inherited`, such as `/MediaBox`."""
        if self._pages:
            self._end_leaf()
        if self._leaves:
            self._end_branch()
        self._file.add(_node(self._branches, inherited), self.root)

    def _end_leaf(self) -> None:
        counted = [(number, 1) for number, _body in self._pages]
        leaf = _node(counted, b"/Parent %d 0 R" % self._branch)
        self._file.add_packed([(self._leaf, leaf), *self._pages])
        self._leaves.append((self._leaf, len(self._pages)))
        self._pages = []
        if len(self._leaves) == FAN:
            self._end_branch()

    def _end_branch(self) -> None:
        self._file.add(_node(self._leaves, b"/Parent %d 0 R" % self.root), self._branch)
        self._branches.append((self._branch, sum(count for _number, count in self._leaves)))
        self._leaves = []


def _node(kids: list[tuple[int, int]], entries: bytes) -> bytes:
    shown = b" ".join(b"%d 0 R" % number for number, _count in kids)
    total = sum(count for _number, count in kids)
    return b"<</Type/Pages/Count %d/Kids[%b]%b>>" % (total, shown, entries)


def _row(place: int) -> bytes:
    if place & _PACKED:
        return _ROW.pack(2, (place ^ _PACKED) >> 16, place & 0xFFFF)
    return _ROW.pack(1, place, 0) if place else _ROW.pack(0, 0, 0xFFFF)
