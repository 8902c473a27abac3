from __future__ import annotations

import threading
import time

import pytest

from campaign.core.errors import Unavailable
from campaign.core.few import Few
from campaign.core.together import STALLS_S


def at_once(few, number, stays_s):
    """How many got in, of so many that come together, and how many were inside at most."""
    got_in, inside, most, changing = 0, 0, 0, threading.Lock()

    def come():
        nonlocal got_in, inside, most
        try:
            few.enter()
        except Unavailable:
            return
        with changing:
            got_in, inside = got_in + 1, inside + 1
            most = max(most, inside)
        time.sleep(stays_s)
        with changing:
            inside -= 1
        few.leave()

    threads = [threading.Thread(target=come) for _each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return got_in, most


def test_in_a_rush_everybody_has_her_turn_and_only_so_many_are_inside():
    assert at_once(Few(3), 20, STALLS_S / 5) == (20, 3)


def test_where_nobody_goes_those_beyond_are_told_and_once_it_is_known_at_once():
    few = Few(2)
    few.enter()
    few.enter()
    with pytest.raises(Unavailable):
        few.enter()
    before = time.monotonic()
    with pytest.raises(Unavailable):
        few.enter()
    assert time.monotonic() - before < STALLS_S / 2
    few.leave()
    few.enter()
