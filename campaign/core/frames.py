"""Content as a row of sealed frames, so that it is written and read as a stream.

A frame is four bytes of length, then sealed bytes. It is bound to the file's key, its place and whether
it is the last, so that a file that was cut, mixed or renamed does not open.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Protocol

from campaign.core import encryption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRAME = 256 * 1024
LENGTH = struct.Struct(">I")
TAG = 16
# So much of a file tells with which key it was sealed.
HEAD = LENGTH.size + encryption.HEAD
AROUND = HEAD + TAG


class Readable(Protocol):
    """What sealed bytes are read from, once and in order."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def sealed(key: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """`chunks` in sealed frames for the file `key`; also what is empty is one frame."""
    for place, (frame, last) in enumerate(_frames(chunks)):
        closed = encryption.ring().seal(frame, _label(key, place, last=last))
        yield LENGTH.pack(len(closed)) + closed


def opened(key: str, file: Readable) -> Iterator[bytes]:
    """What was sealed for the file `key`, in pieces; raises `CannotOpen`."""
    # Also what is empty was one frame; a file without any was cut.
    place = 0
    closed: bytes | None = _next_frame(file) or b""
    while closed is not None:
        following = _next_frame(file)
        yield encryption.open_sealed(closed, _label(key, place, last=following is None))
        place, closed = place + 1, following


def is_newest(head: bytes) -> bool:
    """Whether the newest data key sealed the file that begins with these `HEAD` bytes."""
    return encryption.ring().is_newest(head[LENGTH.size :])


def key_name(head: bytes) -> bytes:
    """The name of the key that sealed the file that begins with these `HEAD` bytes."""
    return encryption.key_name(head[LENGTH.size :])


def size_in_clear(size: int) -> int:
    """How many bytes of content a file of `size` bytes holds, if it is whole."""
    return size - AROUND * -(-size // (FRAME + AROUND))


def _label(key: str, place: int, *, last: bool) -> str:
    return f"file {key} {place} {'last' if last else 'more'}"


def _frames(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) > FRAME:
            yield bytes(rest[:FRAME]), False
            del rest[:FRAME]
    yield bytes(rest), True


def _next_frame(file: Readable) -> bytes | None:
    """The next sealed frame, None at the end; of a file that was cut, what is left, which does not open."""
    length = _read(file, LENGTH.size)
    if len(length) == LENGTH.size:
        # No frame is as long as a damaged length may say.
        return _read(file, min(LENGTH.unpack(length)[0], 2 * FRAME))
    return length or None


def _read(file: Readable, size: int) -> bytes:
    # What comes over a network may come in smaller pieces than were asked for.
    found = file.read(size)
    while len(found) < size and (more := file.read(size - len(found))):
        found += more
    return found
