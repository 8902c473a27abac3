"""Work of several threads that one of them does for all: what each has to do waits while the last is done.

Whoever comes while nobody works, works at once. Whoever comes while somebody works waits, with all others who
come meanwhile; then the first of them does the work of all of them. So a commit that takes long serves many,
and none waits for company.

Who waits is a thread of the server. In a rush all of them may wait, for some hundredths of a second; but
where the work does not come on, some are left for whoever wants something else, and for saying so.
"""

from __future__ import annotations

import time
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Of a process of the server.
THREADS: Final = 64
# Work that takes so long does not come on.
STALLS_S: Final = 1.0
Item = TypeVar("Item")
Answer = TypeVar("Answer")


class TooMany(Unavailable):
    """So many wait, for work that does not come on, that whoever comes now would wait too long."""

    def __init__(self) -> None:
        super().__init__(
            _("Very many people are signing just now. Nothing was stored. Please try again in a minute.")
        )


class Together(Generic[Item, Answer]):
    """Gathers what threads submit, and does some of it at a time.

    Args:
        work: does some of it, and gives the answers in the same order; an exception among them is raised
            where its item was submitted.
        most: how many items are done at once, and how many threads wait for as long as it takes. Those who
            come beyond them wait until the work that is being done has taken a second.

    """

    def __init__(self, work: Callable[[Sequence[Item]], Sequence[Answer | Exception]], *, most: int) -> None:
        self._work = work
        self._most = most
        self._lock = Lock()
        self._queue: deque[_Place[Item, Answer]] = deque()
        self._is_led = False
        # Those who are being done, and those who wait.
        self._inside = 0
        self._began_at = 0.0

    def submit(self, item: Item) -> Answer:
        """The answer to `item`, once it is done; raises `TooMany`, and what the work raised for it."""
        place: _Place[Item, Answer] = _Place(item)
        with self._lock:
            is_beyond = self._inside >= self._most
            if is_beyond and not self._patience_s:
                raise TooMany
            self._inside += 1
            self._queue.append(place)
            if not self._is_led:
                self._leads_next(place)
        if not place.leads:
            self._wait(place, is_beyond=is_beyond)
        if place.leads:
            self._lead()
        if isinstance(place.answer, Exception):
            raise place.answer
        return place.answer

    @property
    def _patience_s(self) -> float:
        return max(0.0, self._began_at + STALLS_S - time.monotonic())

    def _leads_next(self, place: _Place[Item, Answer]) -> None:
        place.leads = self._is_led = True
        self._began_at = time.monotonic()

    def _wait(self, place: _Place[Item, Answer], *, is_beyond: bool) -> None:
        # Held from the start: it comes free when the item is done, or when this thread is to lead.
        while is_beyond:
            if place.turn.acquire(timeout=self._patience_s):
                return
            with self._lock:
                # What is being done may yet be stored.
                is_beyond = place in self._queue and not place.leads
                if is_beyond and not self._patience_s:
                    self._queue.remove(place)
                    self._inside -= 1
                    raise TooMany
        place.turn.acquire()

    def _lead(self) -> None:
        with self._lock:
            places = [self._queue.popleft() for _place in range(min(self._most, len(self._queue)))]
        try:
            answers = self._work([place.item for place in places])
            for place, answer in zip(places, answers, strict=True):
                place.answer = answer
        except Exception as error:  # noqa: BLE001 - it is raised where each item was submitted
            for place in places:
                place.answer = error
        finally:
            with self._lock:
                self._inside -= len(places)
                self._is_led = False
                if self._queue:
                    self._leads_next(self._queue[0])
                    places.append(self._queue[0])
            # The first is this thread's own.
            for place in places[1:]:
                place.turn.release()


class _Place(Generic[Item, Answer]):
    __slots__ = ("answer", "item", "leads", "turn")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.leads = False
        self.turn = Lock()
        self.turn.acquire()
        self.answer: Answer | Exception = AssertionError()
