"""Taking signatures in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from campaign.core.db import db
from campaign.core.together import THREADS, Together
from campaign.signatures.taking import batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from campaign.signatures.taking.values import Fate, Given

# The other threads are for pages, and for telling whoever comes beyond these to come again.
MOST: Final = THREADS * 5 // 8

_by_engine: WeakKeyDictionary[Engine, Together[Given, Fate]] = WeakKeyDictionary()


def take(given: Given) -> Fate:
    """What became of a signature, once it is on the disk; others that come meanwhile share its transaction.

    Raises `TooMany` where many wait and the database does not come on.
    """
    engine = db.engine
    together = _by_engine.get(engine)
    if together is None:
        together = _by_engine.setdefault(engine, Together(batch.take, most=MOST))
    return together.submit(given)


def take_all(given: Sequence[Given]) -> list[Fate]:
    """What became of each of these, once they are on the disk, in one transaction of their own."""
    fates = []
    for fate in batch.take(given):
        if isinstance(fate, Exception):
            raise fate
        fates.append(fate)
    return fates
