"""So many threads at a time, and no more, where they may wait long for what does not come on.

Whoever comes beyond them waits, for as long as somebody comes or goes each second. In a rush everybody has
her turn so; where nobody has gone for a second, those beyond are told at once, and their threads are free.
"""

from __future__ import annotations

import time
from threading import Condition

from campaign.core.errors import Unavailable
from campaign.core.together import STALLS_S


class Few:
    """A place for at most `most` threads, entered by `enter` and left by `leave`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._moved_at = 0.0
        self._changed = Condition()

    def enter(self) -> None:
        """Take a place, once there is one; raises `Unavailable` where none comes free."""
        with self._changed:
            while self._inside >= self._most:
                patience_s = self._moved_at + STALLS_S - time.monotonic()
                if patience_s <= 0:
                    raise Unavailable
                self._changed.wait(patience_s)
            self._inside += 1
            self._moved_at = time.monotonic()

    def leave(self) -> None:
        """Give the place back."""
        with self._changed:
            self._inside -= 1
            self._moved_at = time.monotonic()
            self._changed.notify()
