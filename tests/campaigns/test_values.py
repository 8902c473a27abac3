from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.campaigns.values import GOALS, TRANSITIONS, State, next_goal, slug_of

counts = st.integers(min_value=0, max_value=5_000_000)
firsts = st.integers(min_value=1, max_value=2_000_000)


@pytest.mark.parametrize(
    ("count", "first", "goal"),
    [
        (0, 100, 100),
        (94, 100, 100),
        (95, 100, 250),
        (100, 100, 250),
        (240, 100, 500),
        (0, 1, 1),
        (1, 1, 100),
        (0, 1_000_000, 1_000_000),
        (950_000, 1_000_000, 1_100_000),
        (95_000, 100, 200_000),
        (3, 0, 100),
    ],
)
def test_a_goal_moves_on_before_it_is_met(count, first, goal):
    assert next_goal(count, first) == goal


@given(counts, firsts)
def test_a_goal_lies_above_the_count_and_not_under_the_first(count, first):
    assert next_goal(count, first) > count
    assert next_goal(count, first) >= first


@given(counts, counts, firsts)
def test_a_goal_never_goes_back(one, other, first):
    fewer, more = sorted((one, other))
    assert next_goal(fewer, first) <= next_goal(more, first)


@given(counts)
def test_a_goal_is_a_round_number(count):
    assert next_goal(count) in GOALS or next_goal(count) % GOALS[-1] == 0


def test_every_state_has_a_name_and_says_where_it_leads():
    assert set(TRANSITIONS) == set(State)
    assert [state.label for state in State] == ["draft", "published", "closed"]
    assert {(a, b) for a, to in TRANSITIONS.items() for b in to} == {
        (State.DRAFT, State.PUBLISHED),
        (State.PUBLISHED, State.CLOSED),
        (State.CLOSED, State.PUBLISHED),
    }


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Close down its political prison camps", "close-down-its-political-prison-camps"),
        ("The refugees’ resettlement", "the-refugees-resettlement"),
        ("Ratify the Convention of", "ratify-the-convention"),
        ("Évacuer São Tomé", "evacuer-sao-tome"),
        ("Straße", "strae"),
        ("the", "the"),
        ("a" * 90, "a" * 60),
        (f"{'a' * 58} bc", "a" * 58),
        ("인권", "item"),
        ("  --  ", "item"),
        ("", "item"),
    ],
)
def test_a_slug_is_made_of_whole_words(words, slug):
    assert slug_of(words) == slug


@given(st.text(max_size=300))
def test_any_words_give_a_slug_that_fits_an_address(words):
    slug = slug_of(words)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 60
    assert slug_of(slug) == slug
