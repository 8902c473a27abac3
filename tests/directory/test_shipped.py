from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.core import countries, data_files
from campaign.directory import services
from campaign.directory.shipped import DATA, without_guidance
from campaign.directory.values import KINDS_OF_A_STATE, default_key

if TYPE_CHECKING:
    from campaign.directory.entries import Entry

TODAY = date(2026, 3, 2)
BODIES = ["UNGA", "UNSC", "UNHRC", "OHCHR", "SR-DPRK", "UNICEF", "WFP", "IOM", "ICRC"]
BODIES += ["EU-COUNCIL", "EU-COMMISSION", "HRVP", "EP", "ASEAN", "AU"]
# Where the post goes, by kind or code; a state's own offices are in the state.
PLACES = {"mission-new-york": "US", "mission-geneva": "CH", "UNSG": "US", "UNHCR": "CH", "UNGA": "US"}
PLACES |= {"UNSC": "US", "UNICEF": "US", "IOM": "CH", "ICRC": "CH", "EU-COUNCIL": "BE", "EU-COMMISSION": "BE"}
PLACES |= {"OHCHR": "CH", "UNHRC": "CH", "SR-DPRK": "CH", "HRVP": "BE", "EP": "BE", "ASEAN": "ID", "AU": "ET"}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Entry]:
    return {entry.key: entry for entry in services.shipped()}


def test_every_key_is_shipped_once(shipped: dict[str, Entry]) -> None:
    assert len(services.shipped()) == len(shipped)
    written = [one["key"] for one in data_files.read(DATA / "recipients.yaml")["recipients"]]
    assert len(written) == len(set(written))


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
            place = PLACES.get(entry.kind) or PLACES.get(entry.code, entry.code)
            assert entry.address.country == place, entry.key


def test_every_state_of_the_united_nations_and_both_observers_have_four_offices(
    shipped: dict[str, Entry],
) -> None:
    assert len(countries.states()) == 195
    for code in countries.states():
        for kind in KINDS_OF_A_STATE:
            entry = shipped[f"{code.lower()}-{kind}"]
            assert (entry.code, entry.kind, entry.salutation) == (code, kind, "Excellency")
            assert countries.full_name(code).split()[-1] in entry.office or code == "MM"


@pytest.mark.parametrize("code", BODIES)
def test_every_body_that_a_statement_may_ask_is_there(shipped: dict[str, Entry], code: str) -> None:
    assert shipped[default_key(code)].code == code


def test_every_address_has_a_source(shipped: dict[str, Entry]) -> None:
    assert all(entry.source for entry in shipped.values() if entry.is_reachable)


@pytest.mark.parametrize(
    ("key", "office"),
    [
        ("gm-head-of-government", "President of the Republic of the Gambia"),
        ("fr-foreign-minister", "Minister for Europe and Foreign Affairs of the French Republic"),
        ("va-mission-geneva", "Permanent Observer of the Holy See to the United Nations Office at Geneva"),
        ("jm-mission-new-york", "Permanent Representative of Jamaica to the United Nations"),
        ("no-foreign-minister", "Minister of Foreign Affairs of the Kingdom of Norway"),
    ],
)
def test_an_office_is_called_by_its_title_and_the_full_name_of_its_state(
    shipped: dict[str, Entry], key: str, office: str
) -> None:
    assert shipped[key].office == office


@pytest.mark.parametrize("code", ["AF", "LY", "MM"])
def test_a_contested_seat_says_so_on_every_office_of_the_state(shipped: dict[str, Entry], code: str) -> None:
    for kind in KINDS_OF_A_STATE:
        assert "whom to write to" in shipped[f"{code.lower()}-{kind}"].note


def test_what_a_note_says_of_a_missing_address_goes_when_there_is_one(shipped: dict[str, Entry]) -> None:
    note = shipped["mm-mission-geneva"].note
    assert "Blue Book" in note
    assert "Blue Book" not in without_guidance(note)
    assert "contested" in without_guidance(note)
