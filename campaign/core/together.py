"""Work of several threads that one of them does for all: what each has to do waits while the last is done.

Whoever comes while nobody works, works at once. Whoever comes while somebody works waits, with all others who
come meanwhile; then the first of them does the work of all of them. So a commit that takes long serves many,
and none waits for company.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class TooMany(Unavailable):
    """So many wait that whoever comes now would wait too long."""

    def __init__(self) -> None:
        super().__init__(
            _("Very many people are signing just now. Nothing was stored. Please try again in a minute.")
        )


class Together(Generic[Item, Answer]):
    """Gathers what threads submit, and does it `most` at a time.

    Args:
        work: does some of it, and gives the answers in the same order; an exception among them is raised
            where its item was submitted.
        most: how many items are done at once.
        waiting: how many may wait.

    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Sequence[Answer | Exception]], *, most: int, waiting: int
    ) -> None:
        self._work = work
        self._most = most
        self._waiting = waiting
        self._lock = Lock()
        self._queue: deque[_Place[Item, Answer]] = deque()
        self._is_led = False

    def submit(self, item: Item) -> Answer:
        """The answer to `item`, once it is done; raises `TooMany`, and what the work raised for it."""
        place: _Place[Item, Answer] = _Place(item)
        with self._lock:
            if len(self._queue) >= self._waiting:
                raise TooMany
            self._queue.append(place)
            place.leads, self._is_led = not self._is_led, True
        if not place.leads:
            # Held from the start: it comes free when the item is done, or when this thread is to lead.
            place.turn.acquire()
        if place.leads:
            self._lead()
        if isinstance(place.answer, Exception):
            raise place.answer
        return place.answer

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
                self._is_led = bool(self._queue)
                if self._queue:
                    places.append(self._queue[0])
                    self._queue[0].leads = True
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
