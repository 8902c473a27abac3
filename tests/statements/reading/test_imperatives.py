"""What a letter tells its reader to do, and what it asks for its own sake."""

from __future__ import annotations

import pytest

from campaign.statements.reading.reader import read

LETTER = "To the President of Chad\n\nDear Mr. President,\n\nWe ask you to act. {}\n\nYours sincerely"


def items_of(words):
    return read(LETTER.format(words)).items[1:]


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Please free the herders.", "free"),
        ("Do not send them back.", "send"),
        ("Release all who were taken.", "release"),
        ("And so, please, protect their homes.", "protect"),
    ],
)
def test_the_reader_is_told_what_to_do(words, verb):
    [item] = items_of(words)
    assert item.verbs == (verb,)
    assert [addressee.code for addressee in item.addressees] == ["TD"]
    assert not item.is_campaign


@pytest.mark.parametrize(
    "words",
    [
        "Please find our report enclosed.",
        "Please do not hesitate to write.",
        "The herders are hungry. Release is near.",
        "They are hungry. Free the bird and it flies.",
    ],
)
def test_courtesies_and_other_sentences_are_no_requests(words):
    assert items_of(words) == ()


def test_a_text_that_speaks_to_nobody_tells_nobody_anything():
    assert read("We like the town. Please keep the door closed. Do not feed the birds.").items == ()


def test_the_request_begins_with_the_verb():
    [item] = items_of("Please free the herders.")
    assert item.request == "free the herders"
