"""Texts of parliaments: "the Government" is that of the parliament's own state, whatever it speaks of."""

from __future__ import annotations

import pytest

from campaign.statements.reading.gazetteer import mentions
from campaign.statements.reading.speaker import is_own_office, speaking_parliament


def spoken_for(text):
    return speaking_parliament(text, mentions(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Senate of the Philippines,\nWhereas Myanmar burns,", "PH"),
        ("Parliament of Ghana\n\nMotion on Niger", "GH"),
        ("The Kenyan National Assembly resolves to act on Sudan.", "KE"),
        ("Resolved by the House of Representatives of Japan, that China stop.", "JP"),
        ("The Knesset,\nRecalling Syria,", "IL"),
    ],
)
def test_a_parliament_in_the_head_of_its_resolution_speaks_for_its_state(text, code):
    assert spoken_for(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "We are dismayed. The Parliament of Uganda has passed a cruel law.",
        "The European Parliament,\nhaving regard to Chad,",
        "Members of many parliaments met in Ghana.",
    ],
)
def test_a_parliament_that_is_only_spoken_of_does_not_speak(text):
    assert spoken_for(text) is None


@pytest.mark.parametrize("title", ["Government", "Federal Government", "Minister for Trade"])
def test_these_are_offices_of_ones_own_state(title):
    assert is_own_office(title)


@pytest.mark.parametrize("title", ["junta", "military regime", "General Assembly", "Committee"])
def test_these_are_not(title):
    assert not is_own_office(title)
