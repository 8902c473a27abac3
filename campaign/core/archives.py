"""Pipes: what a writer of archives takes for a file, and others read from at once."""

from __future__ import annotations


class Pipe:
    """Where an archive is written, and taken from again at once."""

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
