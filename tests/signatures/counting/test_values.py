from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import clock, countries
from campaign.signatures.counting.values import (
    COUNTRIES_TOGETHER,
    COUNTRY_FLOOR,
    Found,
    goals_reached,
    grouped,
    last_night,
    summed,
)

COUNTS = st.dictionaries(
    st.sampled_from(sorted(countries.CODES)[:12]), st.integers(min_value=0, max_value=40), max_size=12
)


@pytest.mark.parametrize(
    ("counts", "alone", "together"),
    [
        ({}, {}, 0),
        ({"JP": 5, "KR": 9}, {"KR": 9, "JP": 5}, 0),
        ({"JP": 5, "LA": 4, "TH": 1}, {"JP": 5}, 5),
        ({"LA": 4}, {}, 4),
        ({"JP": 5, "LA": 1}, {}, 6),
        ({"KR": 90, "JP": 5, "LA": 1}, {"KR": 90}, 6),
        ({"KR": 7, "BE": 7, "JP": 0}, {"BE": 7, "KR": 7}, 0),
    ],
    ids=["none", "all_named", "two_together", "one", "one_beside_one", "one_beside_two", "nobody"],
)
def test_countries_under_five_stand_together_and_never_one_of_them_alone(counts, alone, together):
    assert grouped(counts) == (alone, together)
    assert list(grouped(counts)[0]) == list(alone)


@given(COUNTS)
def test_no_number_under_five_can_be_told_from_the_named_ones_and_the_sum(counts):
    alone, together = grouped(counts)
    assert sum(alone.values()) + together == sum(counts.values())
    assert all(count >= COUNTRY_FLOOR for count in alone.values())
    left = [code for code, count in counts.items() if count and code not in alone]
    assert not alone or len(left) != 1
    assert not left or not alone or len(left) >= COUNTRIES_TOGETHER


@given(COUNTS)
def test_the_larger_ones_are_named(counts):
    alone, _together = grouped(counts)
    others = [count for code, count in counts.items() if code not in alone]
    assert not alone or not others or max(others) <= min(alone.values())


@pytest.mark.parametrize(
    ("total", "first", "reached"),
    [
        (0, 100, []),
        (99, 100, []),
        (100, 100, [100]),
        (600, 100, [100, 250, 500]),
        (600, 300, [300, 500]),
        (250_000, 100_000, [100_000, 200_000]),
        (250_000, 130_000, [130_000, 200_000]),
    ],
)
def test_a_goal_is_reached_by_the_number_alone(total, first, reached):
    assert goals_reached(total, first) == reached


def test_an_hour_is_that_of_utc():
    moment = datetime(2026, 3, 2, 9, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert clock.hour_of(moment) == datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "night"), [(2, 1), (3, 2), (23, 2)])
def test_the_night_begins_at_three(hour, night):
    now = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
    assert last_night(now) == datetime(2026, 3, night, 3, tzinfo=UTC)


def test_a_sum_leaves_out_what_nothing_is_left_of():
    assert summed([("JP", 2), ("KR", 1), ("JP", 1), ("KR", -1), ("LA", -1)]) == {"JP": 3}


def test_a_recount_differs_also_where_the_sum_is_the_same():
    assert not Found({"JP": 1}, {"JP": 1}).differs
    assert Found({"JP": 1}, {"KR": 1}).differs
    assert Found({"JP": 1}, {"JP": 1}, (datetime(2026, 3, 2, tzinfo=UTC),)).differs
