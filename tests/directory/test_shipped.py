from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.directory import services
from campaign.directory.values import default_key

if TYPE_CHECKING:
    from campaign.directory.entries import Entry

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Entry]:
    return {entry.key: entry for entry in services.shipped()}


def test_every_key_is_shipped_once(shipped: dict[str, Entry]) -> None:
    assert len(services.shipped()) == len(shipped)


def test_nothing_that_ships_is_wrong(shipped: dict[str, Entry]) -> None:
    assert not [(key, sentence) for key, entry in shipped.items() for sentence in entry.problems(TODAY)]


@pytest.mark.parametrize("code", ["TH", "VN", "LA", "MM", "KR", "KP", "CN", "MN", "KH", "JP", "US"])
def test_the_states_of_the_statement_and_its_neighbours_have_a_head_of_government(
    shipped: dict[str, Entry], code: str
) -> None:
    entry = shipped[default_key(code)]
    assert (entry.code, entry.kind, entry.salutation) == (code, "head-of-government", "Excellency")


@pytest.mark.parametrize("code", ["UN", "UNSG", "UNHCR"])
def test_the_united_nations_are_there(shipped: dict[str, Entry], code: str) -> None:
    assert shipped[default_key(code)].is_reachable


def test_an_office_without_address_says_what_to_do_instead(shipped: dict[str, Entry]) -> None:
    unknown = [entry for entry in shipped.values() if not entry.is_reachable]
    assert unknown
    assert all(entry.note for entry in unknown)
    assert "kp-mission-new-york" in shipped["kp-head-of-government"].note
    assert "contested" in shipped["mm-head-of-government"].note


def test_every_office_that_a_note_points_to_ships_too(shipped: dict[str, Entry]) -> None:
    for entry in shipped.values():
        pointed = {word.strip("(),.;:") for word in entry.note.split() if word.startswith("(")}
        keys = {word for word in pointed if word.startswith(f"{entry.code.lower()}-")}
        assert keys <= set(shipped), entry.key


def test_an_address_names_the_country_that_the_post_goes_to(shipped: dict[str, Entry]) -> None:
    for entry in shipped.values():
        if entry.is_reachable:
            places = {"mission-new-york": "US", "mission-geneva": "CH", "secretary-general": "US"}
            places["high-commissioner-refugees"] = "CH"
            assert entry.address.country == places.get(entry.kind, entry.code), entry.key
