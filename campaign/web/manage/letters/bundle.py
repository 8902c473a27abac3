"""Many files as one ZIP, made while it is sent: nothing is gathered in memory or in clear on the disk."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from campaign.letters import services

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from campaign.letters.models import Part

# What the formats of letters are already, as a rule: deflating them again gains little.
STORED = zipfile.ZIP_STORED


class _Pipe:
    """Where the archive is written, and taken from again at once."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece; the name is that of a file's method."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """All that was written since the last call."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(parts: Sequence[Part], moment: datetime) -> Iterator[bytes]:
    """The files of `parts` as a ZIP, in pieces, each dated `moment`; raises `NotFound` if one is gone."""
    files = [(part.name, services.read_part(part)) for part in parts]
    return _zipped(files, moment)


def _zipped(files: list[tuple[str, Iterator[bytes]]], moment: datetime) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", STORED) as archive:
        for name, pieces in files:
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield pipe.taken()
    yield pipe.taken()
