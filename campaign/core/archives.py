"""ZIP archives in pieces, made while they are sent: nothing is gathered in memory or in clear on the disk.

They come out the same, byte for byte, whenever they are made.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

MEDIA_TYPE: Final = "application/zip"
# The first moment that the format can hold.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
# Kinds of file that are packed already: deflating them again gains nothing.
_PACKED: Final = frozenset({".pdf", ".docx", ".xlsx", ".zip", ".png"})


class _Pipe:
    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(
    entries: Iterable[tuple[str, Iterable[bytes]]], moment: datetime | None = None, *, large: bool = False
) -> Iterator[bytes]:
    """A ZIP of these names and contents in this order, in pieces.

    Args:
        entries: names with the pieces of what lies under them; the next is asked for when those are taken.
        moment: the time that each entry bears; without one, the first that the format can hold.
        large: whether an entry may have 2 GB or more. Excel does not open such an archive.

    """
    stamp = moment.timetuple()[:6] if moment else _NO_TIME
    pipe = _Pipe()
    # Zipfile wants a file for its type alone: it writes, and never seeks in what cannot tell its place.
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, pieces in entries:
            with archive.open(_entry(name, stamp), "w", force_zip64=large) as file:
                for piece in pieces:
                    file.write(piece)
                    if ready := pipe.taken():
                        yield ready
    yield pipe.taken()


def _entry(name: str, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    packed = any(name.endswith(suffix) for suffix in _PACKED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
