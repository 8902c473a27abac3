from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from campaign.directory.entries import COLUMNS, Entry

TODAY = date(2026, 3, 2)
GOOD = Entry(
    key="th-head-of-government",
    code="TH",
    kind="head-of-government",
    office="Prime Minister of the Kingdom of Thailand",
    lines=("The Prime Minister", "Bangkok 10300", "THAILAND"),
    salutation="Excellency",
    close="Yours respectfully,",
    language="en",
    style="formal",
    email="office@example.org",
    source="The office's own site",
    checked_on=date(2026, 1, 1),
    status="official",
)
UNKNOWN = replace(GOOD, lines=(), status="unknown", checked_on=None, source="")


def test_a_complete_entry_has_nothing_wrong_and_nothing_open() -> None:
    assert not list(GOOD.problems(TODAY))
    assert not list(GOOD.open_questions(TODAY))
    assert GOOD.warning is None


def test_an_entry_without_address_is_not_wrong_but_warned_of() -> None:
    assert not list(UNKNOWN.problems(TODAY))
    assert not UNKNOWN.is_reachable
    assert list(UNKNOWN.open_questions(TODAY)) == [UNKNOWN.warning]
    assert "Prime Minister of the Kingdom of Thailand" in (UNKNOWN.warning or "")


@pytest.mark.parametrize(
    ("status", "is_verified"), [("official", True), ("secondary", True), ("unverified", False)]
)
def test_only_an_unverified_address_is_warned_of_with_its_source(status: str, *, is_verified: bool) -> None:
    entry = replace(GOOD, status=status)
    assert entry.is_verified is is_verified
    assert (entry.warning is None) is is_verified
    assert is_verified or "The office's own site" in (entry.warning or "")


def test_an_address_that_was_not_checked_for_a_year_is_an_open_question() -> None:
    assert not list(replace(GOOD, checked_on=date(2025, 3, 2)).open_questions(TODAY))
    (question,) = replace(GOOD, checked_on=date(2025, 3, 1)).open_questions(TODAY)
    assert "2025-03-01" in question
    assert len(list(replace(GOOD, checked_on=None).open_questions(TODAY))) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", ""),
        ("key", "Th Head"),
        ("key", "x" * 61),
        ("code", "XX"),
        ("code", "UNHCR"),
        ("code", "th"),
        ("kind", "king"),
        ("office", ""),
        ("office", "x" * 201),
        ("office", "Prime\u202eMinister"),
        ("lines", ("Bangkok", "THAILAND")),
        ("salutation", ""),
        ("close", ""),
        ("language", "english"),
        ("style", "rude"),
        ("email", "nobody"),
        ("email", "a@example.org, b@example.org"),
        ("source", ""),
        ("checked_on", date(2026, 3, 3)),
        ("status", "unknown"),
        ("status", "fine"),
        ("note", "x\x00"),
        ("holder", "x" * 201),
        ("holder_from", date(2026, 1, 1)),
    ],
)
def test_one_thing_that_is_wrong_is_one_sentence(name: str, value: object) -> None:
    assert len(list(replace(GOOD, **{name: value}).problems(TODAY))) == 1


def test_an_address_that_is_not_known_has_the_status_unknown() -> None:
    assert len(list(replace(UNKNOWN, status="official").problems(TODAY))) == 1


def test_a_body_has_a_code_that_is_no_states() -> None:
    body = replace(GOOD, key="unhcr", code="UNHCR", kind="body")
    assert not list(body.problems(TODAY))
    assert not body.is_of_a_state
    assert len(list(replace(body, code="un hcr").problems(TODAY))) == 1


def test_a_holder_is_current_between_the_days_of_office() -> None:
    held = replace(GOOD, holder="Ada Example", holder_from=date(2026, 3, 2), holder_until=date(2026, 3, 4))
    days = [date(2026, 3, day) for day in range(1, 6)]
    assert [held.holder_is_current(day) for day in days] == [False, True, True, True, False]
    assert replace(held, holder_until=None).holder_is_current(date(2099, 1, 1))
    assert replace(held, holder_from=None).holder_is_current(date(1999, 1, 1))
    assert not GOOD.holder_is_current(TODAY)


def test_a_holder_who_left_is_an_open_question() -> None:
    left = replace(GOOD, holder="Ada Example", holder_until=date(2026, 3, 1))
    assert list(left.open_questions(TODAY)) == ["Ada Example held the office until 2026-03-01."]
    assert not list(replace(left, holder_until=TODAY).open_questions(TODAY))


def test_the_last_day_of_a_holder_is_not_before_the_first() -> None:
    held = replace(GOOD, holder="Ada Example", holder_from=date(2026, 3, 2), holder_until=date(2026, 3, 1))
    assert len(list(held.problems(TODAY))) == 1


def test_an_entry_as_json_has_days_as_text_and_nothing_else_is_changed() -> None:
    said = GOOD.as_json
    assert (said["checked_on"], said["holder_from"]) == ("2026-01-01", None)
    assert said["lines"] == list(GOOD.lines)
    assert json.loads(json.dumps(said)) == said
    assert tuple(said) == COLUMNS


def test_two_entries_differ_in_named_columns() -> None:
    assert GOOD.differences(replace(GOOD, office="Her Office", lines=())) == ("office", "lines")
