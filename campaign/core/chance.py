"""Random bytes of the operating system, fetched some thousands at a time.

Whoever asks the system lets all other threads go first (the interpreter's lock is given back), and a
signature needs a dozen numbers: asked for one by one they cost as much as a third of all the rest of it.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import Final

FETCHED: Final = 4096


class _Bytes:
    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._lock = Lock()
        self._bytes, self._at = b"", 0

    def take(self, count: int) -> bytes:
        with self._lock:
            begins, ends = self._at, self._at + count
            if ends > len(self._bytes):
                self._bytes = os.urandom(max(FETCHED, count))
                begins, ends = 0, count
            self._at = ends
            return self._bytes[begins:ends]


_bytes = _Bytes()
# A process that is forked off must not use the same ones.
os.register_at_fork(after_in_child=_bytes.forget)


def random_bytes(count: int) -> bytes:
    """So many bytes that nobody can foresee, each given out once."""
    return _bytes.take(count)
