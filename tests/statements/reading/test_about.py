from __future__ import annotations

import datetime as dt

import pytest

from campaign.statements.reading.reader import read


def about(text):
    return read(text).about


def test_a_speaker_on_a_line_of_its_own_is_the_issuer():
    found = about(
        "Resolution adopted by the Assembly on 3 March 2011\n\nThe Assembly of Examples,\n\n1. Urges all."
    )
    assert found.adopted_on == dt.date(2011, 3, 3)
    assert found.title == "Resolution"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Joint Declaration of 5 May 1999", dt.date(1999, 5, 5)),
        ("Open Letter, June 30, 2014", dt.date(2014, 6, 30)),
        ("Joint Statement", None),
        ("Statement of 31 February 2007", None),
    ],
)
def test_the_date_is_found_where_there_is_one(words, date):
    assert about(words).adopted_on == date


def test_nothing_is_guessed_from_nothing():
    found = about("Hello.")
    assert (found.title, found.issuer, found.adopted_on, found.place) == (None, None, None, None)


def test_the_place_is_where_something_was_held_in_that_month():
    text = (
        "Joint Statement of 5 May 1999\n\nIt was held in Rome in 1998. On 4 May 1999 we met in Accra, Ghana."
    )
    assert about(text).place == "Accra"


def test_promises_of_the_issuer_are_pledges():
    text = (
        "Joint Statement by Friends of the River (FOR)\n\n"
        "1. What we want\nURGE Peru to act.\nFOR will watch the river.\nThe mayor will listen."
    )
    assert [(item.kind, item.verbs) for item in read(text).items] == [
        ("ask", ("urge",)),
        ("pledge", ("watch",)),
    ]
