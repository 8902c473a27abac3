from __future__ import annotations

import os

from campaign.core import chance
from campaign.core.chance import random_bytes


def test_every_byte_is_given_out_once(monkeypatch):
    fetched = []

    def fetch(count):
        fetched.append(bytes(number * 7 % 256 for number in range(count)))
        return fetched[-1]

    monkeypatch.setattr(os, "urandom", fetch)
    given = chance._Bytes()
    taken = b"".join(given.take(count) for count in (12, 10, 4000, 12, 100))
    assert taken == fetched[0][:4022] + fetched[0][4022:4034] + fetched[1][:100]
    assert len(given.take(5000)) == 5000


def test_no_two_are_the_same():
    assert len({random_bytes(12) for _ in range(2000)}) == 2000


def test_a_process_that_is_forked_off_has_others():
    random_bytes(1)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, random_bytes(16))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 16) != random_bytes(16)
    os.close(reading)
    os.close(writing)
