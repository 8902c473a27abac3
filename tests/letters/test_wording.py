from __future__ import annotations

from datetime import date

import pytest

from campaign.letters import wording
from campaign.letters.wording import RequestForm


@pytest.mark.parametrize(
    ("item", "request_", "form"),
    [
        ("URGE Laos and Myanmar to provide some protection.", "provide some protection", RequestForm.TO),
        (
            "URGE that the UNHCR play a more active role.",
            "the UNHCR play a more active role",
            RequestForm.THAT,
        ),
        ("DEMAND multilateral effort to make them realize.", "multilateral effort to make", RequestForm.FOR),
        ("Calls upon China not to return anyone", "not to return anyone", RequestForm.TO),
        ("Calls upon China to act", "to act", RequestForm.TO),
        ("Requests that it stop", "that it stop", RequestForm.THAT),
    ],
)
def test_the_form_of_a_request_is_read_from_the_item(item: str, request_: str, form: RequestForm) -> None:
    assert wording.request_form(item, request_) is form


@pytest.mark.parametrize(
    ("form", "requests", "asked"),
    [
        (RequestForm.TO, ["close its camps."], "the Government of Laos to close its camps"),
        (
            RequestForm.TO,
            ["free them", "close its camps"],
            "the Government of Laos to free them, and to close its camps",
        ),
        (RequestForm.TO, ["not to return anyone"], "the Government of Laos not to return anyone"),
        (RequestForm.THAT, ["the UNHCR play a role"], "that the UNHCR play a role"),
        (RequestForm.THAT, ["that it stop;"], "that it stop"),
        (RequestForm.FOR, ["multilateral effort"], "the Government of Laos for multilateral effort"),
    ],
)
def test_an_ask_reads_right_in_each_form_and_keeps_the_words(
    form: RequestForm, requests: list[str], asked: str
) -> None:
    assert wording.ask("the Government of Laos", form, requests) == asked


def test_one_government_is_singular_and_several_are_plural() -> None:
    assert wording.parties([], ["Laos"], "en") == "the Government of Laos"
    assert wording.parties(["the United Nations"], ["Laos", "Myanmar"], "en") == (
        "the United Nations and the Governments of Laos and Myanmar"
    )
    assert wording.parties(["the United Nations"], [], "en") == "the United Nations"


def test_counts_agree_with_their_nouns() -> None:
    assert wording.supporters(1, 1, "en") == "1 person in 1 country"
    assert wording.supporters(1284, 38, "en") == "1,284 people in 38 countries"


def test_a_day_is_written_as_the_united_nations_write_it() -> None:
    assert wording.in_words(date(2026, 11, 24), "en") == "24 November 2026"
    assert wording.in_words(date(2026, 11, 24), "th") == "24 พฤศจิกายน 2569"
