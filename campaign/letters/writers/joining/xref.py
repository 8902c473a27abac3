"""The table of a PDF's objects, written as a compressed stream while the objects come."""

from __future__ import annotations

import struct
import zlib
from typing import Final

_ADLER: Final = 65521
# Two bytes that open a zlib stream at its usual level.
_ZLIB: Final = b"\x78\x9c"
# Kind, place (or number of the object stream), place in the object stream.
WIDTHS: Final = "[1 6 2]"


def free() -> bytes:
    """The entry of object 0."""
    return _entry(0, 0, 65535)


def at(offset: int) -> bytes:
    """The entry of an object that stands by itself, so many bytes from the file's start."""
    return _entry(1, offset, 0)


def within(stream: int, index: int) -> bytes:
    """The entry of an object in an object stream."""
    return _entry(2, stream, index)


class Table:
    """Entries in the order of their numbers, kept compressed: some bytes for a letter.

    The first entries, of objects that are written last, are not known before the end; they are put in front
    by joining two deflated runs.
    """

    def __init__(self) -> None:
        self._deflating = zlib.compressobj(6, zlib.DEFLATED, -15)
        self._kept: list[bytes] = []
        self._length = 0
        self._sum = 1

    def add(self, entries: bytes) -> None:
        """Put more entries behind those there are."""
        self._kept.append(self._deflating.compress(entries))
        self._length += len(entries)
        self._sum = zlib.adler32(entries, self._sum)

    def stream(self, first: bytes) -> bytes:
        """The whole table as zlib data, `first` before all that was added."""
        head = zlib.compressobj(6, zlib.DEFLATED, -15)
        front = head.compress(first) + head.flush(zlib.Z_FULL_FLUSH)
        rest = b"".join(self._kept) + self._deflating.flush()
        return _ZLIB + front + rest + struct.pack(">I", self._checksum(zlib.adler32(first)))

    def _checksum(self, first: int) -> int:
        low = ((first & 0xFFFF) + (self._sum & 0xFFFF) - 1) % _ADLER
        high = ((first >> 16) + (self._sum >> 16) + self._length * ((first & 0xFFFF) - 1)) % _ADLER
        return high << 16 | low


def _entry(kind: int, place: int, index: int) -> bytes:
    return struct.pack(">BHIH", kind, place >> 32, place & 0xFFFFFFFF, index)
