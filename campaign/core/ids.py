"""Identifiers that the application makes, so that rows can refer to each other before they are stored."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from campaign.core.chance import random_bytes

if TYPE_CHECKING:
    from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
RANDOM_BITS = 80
# Two characters at once.
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = tuple(range(120, -1, -10))


def new_id() -> str:
    """26 characters: 48 bits of milliseconds and 80 random bits, in Crockford's base 32.

    The layout is that of a ULID (github.com/ulid/spec), in lower case: ids made later sort later.
    """
    return _spelled(time.time_ns() // 1_000_000, _chance())


def id_at(moment: datetime) -> str:
    """An identifier as it is made at `moment`: rows with these can be found by when they were made."""
    return _spelled(int(moment.timestamp() * 1_000), _chance())


def first_at(moment: datetime) -> str:
    """What sorts before all identifiers made at `moment` or later, and after all before it."""
    return _spelled(int(moment.timestamp() * 1_000), 0)


def _chance() -> int:
    return int.from_bytes(random_bytes(RANDOM_BITS // 8))


def _spelled(milliseconds: int, chance: int) -> str:
    number = milliseconds << RANDOM_BITS | chance
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
