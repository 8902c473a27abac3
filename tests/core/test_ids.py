from __future__ import annotations

import re
from datetime import timedelta

from campaign.core import ids


def test_an_id_has_26_characters_that_cannot_be_taken_for_others():
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{26}", ids.new_id()) for _ in range(100))


def test_no_two_ids_are_the_same():
    assert len({ids.new_id() for _ in range(10_000)}) == 10_000


def test_an_id_that_is_made_later_sorts_later(monkeypatch):
    made = []
    for moment in (0, 1, 31, 32, 2**40, 2**47):
        monkeypatch.setattr(ids.time, "time_ns", lambda moment=moment: moment * 1_000_000)
        made.append(ids.new_id())
    assert made == sorted(made)


def test_an_identifier_made_at_a_time_lies_between_the_first_ones_of_it_and_of_the_next_millisecond(clock):
    now, next_one = clock.now(), clock.now() + timedelta(milliseconds=1)
    made = [ids.id_at(now) for _turn in range(50)]
    assert len(set(made)) == 50
    assert all(ids.first_at(now) <= one < ids.first_at(next_one) for one in made)
