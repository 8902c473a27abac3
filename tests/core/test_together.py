from __future__ import annotations

import queue
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core.together import STALLS_S, Together, TooMany


class Work:
    """Doubles numbers, and notes which it was given at once."""

    def __init__(self, takes_s=0.0):
        self.batches = []
        self.takes_s = takes_s

    def __call__(self, items):
        self.batches.append(list(items))
        time.sleep(self.takes_s)
        return [ValueError(item) if item < 0 else 2 * item for item in items]


def at_once(together, items):
    """What each item got, submitted by threads that start together."""
    answers = {}
    ready = threading.Barrier(len(items))

    def submit(at, item):
        ready.wait()
        try:
            answers[at] = together.submit(item)
        except (TooMany, ValueError) as error:
            answers[at] = error

    threads = [threading.Thread(target=submit, args=each) for each in enumerate(items)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert not any(thread.is_alive() for thread in threads)
    return [answers[at] for at in range(len(items))]


def test_one_alone_is_done_at_once():
    work = Work()
    assert Together(work, most=8).submit(21) == 42
    assert work.batches == [[21]]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=24), st.integers(1, 8))
def test_everybody_gets_the_answer_to_what_she_gave(items, most):
    work = Work()
    assert at_once(Together(work, most=most), items) == [2 * item for item in items]
    assert sorted(item for batch in work.batches for item in batch) == sorted(items)
    assert max(map(len, work.batches)) <= most


def test_those_who_come_while_others_are_done_are_done_together():
    work = Work(takes_s=0.2)
    at_once(Together(work, most=50), list(range(20)))
    assert len(work.batches) <= 3


def test_what_fails_fails_alone():
    answers = at_once(Together(Work(takes_s=0.05), most=50), [1, -2, 3])
    assert (answers[0], answers[2]) == (2, 6)
    assert isinstance(answers[1], ValueError)


def test_work_that_breaks_is_raised_where_each_item_was_given_and_the_next_is_done():
    def breaks(items):
        if 0 in items:
            raise KeyError(0)
        return items

    together = Together(breaks, most=8)
    with pytest.raises(KeyError):
        together.submit(0)
    assert together.submit(5) == 5


def test_in_a_rush_nobody_is_refused_while_the_work_comes_on():
    work = Work(takes_s=0.3)
    assert at_once(Together(work, most=2), list(range(12))) == [2 * item for item in range(12)]


def test_where_the_work_does_not_come_on_so_many_wait_and_the_others_are_told():
    release = threading.Event()
    together = Together(lambda items: release.wait(20) and items, most=4)
    answered = queue.SimpleQueue()

    def submit(item):
        try:
            answered.put(together.submit(item))
        except TooMany as error:
            answered.put(error)

    threads = [threading.Thread(target=submit, args=(item,)) for item in range(1, 13)]
    for thread in threads:
        thread.start()
    refused = [answered.get(timeout=10 * STALLS_S) for _beyond in range(8)]
    assert all(isinstance(answer, TooMany) for answer in refused)
    before = time.monotonic()
    with pytest.raises(TooMany):
        together.submit(1)
    assert time.monotonic() - before < STALLS_S
    assert answered.empty()
    release.set()
    for thread in threads:
        thread.join(timeout=20)
    assert sum(isinstance(answered.get_nowait(), int) for _waited in range(4)) == 4
    assert together.submit(5) == 5
