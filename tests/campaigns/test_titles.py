from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.campaigns.titles import title_of

TITLES_OF_2007 = {
    "1.3": "Provide some measure of legal protection for the civil liberties of North Korean refugees",
    "1.6": "Make the refugees’ resettlement process more expedient and more efficient",
    "1.7": "Play a more active role in protecting the North Korean refugees, under the direction of the "
    "United Nations Secretary General Ban Ki-moon",
    "1.8": "Bring up the issue of North Korean human rights as part of the agenda at the upcoming "
    "North-South summit in October",
    "3.1": "Guarantee basic freedoms of assembly, religion, speech, and association for its citizens, and "
    "close down its political prison camps",
    "3.3": "Multilateral effort to make the international community realize that the only remedy for "
    "improving North Korean human rights and living conditions is through the North’s political change",
    "4.2": "Bring up the abduction of citizens and captive prisoners of war as part of the agenda of the "
    "October summit between North and South Korea",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_seven_titles_of_2007(statement_of_2007):
    titles = {
        item.number: title_of(item.request_words, [a.phrase for a in item.addressees if a.phrase])
        for item in statement_of_2007.items
        if item.campaign
    }
    assert titles == TITLES_OF_2007


@pytest.mark.parametrize(
    ("request_", "asked", "title"),
    [
        ("the UNHCR play a more active role", "UNHCR", "Play a more active role"),
        ("Thailand release all refugees.", "Thailand", "Release all refugees"),
        ("all prisoners be released at once", "", "Release all prisoners at once"),
        ("the ban be lifted", "", "Lift the ban"),
        ("the treaty be ratified by 2027,", "", "Ratify the treaty by 2027"),
        ("the issue be brought up at the summit", "", "Bring up the issue at the summit"),
        ("an inquiry be held", "", "Hold an inquiry"),
        ("nobody be forgotten", "", "Nobody be forgotten"),
        ("end the war, so that peace comes", "", "End the war"),
        ("end\n  the   war", "", "End the war"),
        ("인권을 보장하라", "", "인권을 보장하라"),
        ("", "", ""),
    ],
)
def test_a_title_says_what_is_to_be_done(request_, asked, title):
    assert title_of([request_], [asked] if asked else []) == title


def test_the_titles_of_several_requests_are_joined():
    assert title_of(["free the prisoners", "Thailand open the camps;"], ["Thailand"]) == (
        "Free the prisoners, and open the camps"
    )


@given(st.lists(st.text(max_size=400), max_size=3), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_any_request_gives_a_title_of_one_line_that_fits(requests, askeds):
    title = title_of(requests, askeds)
    assert len(title) <= 300
    assert "\n" not in title
