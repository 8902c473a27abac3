"""Identifiers that the application makes, so that rows can refer to each other before they are stored."""

from __future__ import annotations

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
# Two characters at once.
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]

_SHIFTS = tuple(range(120, -1, -10))


def new_id() -> str:
    """26 characters: 48 bits of milliseconds and 80 random bits, in Crockford's base 32.

    The layout is that of a ULID (github.com/ulid/spec), in lower case: ids made later sort later.
    """
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])
