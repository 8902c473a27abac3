"""Writing to owners of known addresses a moment later, so that the time of an answer tells nobody of them.

What is stored before an answer is the same whether an address is known or new. The mail to its owner is more,
and comes at most once a day: it is written when the answer has gone. A process that is killed in this moment
writes to nobody; then whoever asked asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import Connection

from campaign.core.db import AWAY, only_reading

if TYPE_CHECKING:
    from sqlalchemy import Engine

LATER_S: Final = 1.0
# Whoever floods us with known addresses fills no more memory than this.
MOST: Final = 10_000
# What it is about (a campaign, or a kind of mail) and the index of the address.
Key = tuple[str, bytes]
Works = Mapping[Key, Callable[[Connection], None]]

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Later:
    """Gathers work, one for each key, and does it `after_s` seconds later; at once if that is nothing.

    What fails is done again, each alone: one that cannot be done takes no other along.
    """

    after_s: float = LATER_S
    _works: dict[Engine, dict[Key, Callable[[Connection], None]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, engine: Engine, works: Works) -> None:
        """Do these over a connection of `engine`'s, in one transaction with others."""
        if not works:
            return
        if not self.after_s:
            _do(engine, works)
            return
        with self._lock:
            if not self._works:
                Timer(self.after_s, self._do_all).start()
            waiting = self._works.setdefault(engine, {})
            if len(waiting) < MOST:
                waiting.update(works)

    def _do_all(self) -> None:
        with self._lock:
            gathered, self._works = self._works, {}
        for engine, works in gathered.items():
            _do(engine, works)


LATER: Final = Later()


def _do(engine: Engine, works: Works) -> None:
    try:
        _do_together(engine, works)
    except Exception:  # noqa: BLE001 - what one of them raises is no reason to leave out the others
        _do_each(engine, works)


def _do_each(engine: Engine, works: Works) -> None:
    for key in sorted(works):
        try:
            _do_together(engine, {key: works[key]})
        except AWAY as error:
            _log.error("owners of known addresses were not written to", reason=type(error).__name__)
            return
        except Exception as error:  # noqa: BLE001 - as above
            _log.error("the owner of a known address was not written to", reason=type(error).__name__)


def _do_together(engine: Engine, works: Works) -> None:
    with only_reading(on=False), engine.begin() as connection:
        # In one order everywhere: two processes that wait for each other's rows would wait for ever.
        for key in sorted(works):
            works[key](connection)
