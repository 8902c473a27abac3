from __future__ import annotations

import pytest

from campaign.campaigns.recipients import roles_for, suggested
from campaign.directory import queries as directory

HEADS = ("th", "vn", "la", "mm", "cn", "kh")
SUGGESTED_IN_2007 = {
    "1.3": [("unsg", "addressee", True)]
    + [(f"{code}-head-of-government", "addressee", True) for code in ("th", "vn", "la", "mm")]
    + [("unhcr", "copy", True)],
    "1.6": [(f"{code}-head-of-government", "addressee", False) for code in HEADS] + [("unhcr", "copy", True)],
    "1.7": [("unhcr", "addressee", True), ("unsg", "addressee", True)],
    "1.8": [(f"{code}-head-of-government", "addressee", True) for code in ("kr", "kp")]
    + [("unhcr", "copy", True)],
    "3.1": [("kp-head-of-government", "addressee", True), ("unhcr", "copy", True)],
    "3.3": [("unsg", "addressee", False), ("unhcr", "copy", True)],
    "4.2": [(f"{code}-head-of-government", "addressee", True) for code in ("kr", "kp")]
    + [("unhcr", "copy", True)],
}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def items(statement):
    return {item.number: item for item in statement.items if item.campaign}


def keys(choices):
    return [choice.recipient.key for choice in choices]


def test_the_letters_of_the_seven_items_go_where_the_statement_says(statement_of_2007):
    assert {
        number: [(choice.recipient.key, choice.role, choice.is_named) for choice in suggested(item)]
        for number, item in items(statement_of_2007).items()
    } == SUGGESTED_IN_2007


def test_a_choice_shows_the_phrase_that_it_rests_on(statement_of_2007):
    phrases = [choice.phrase for choice in suggested(items(statement_of_2007)["1.3"])]
    assert phrases == ["United Nations", "Thailand", "Vietnam", "Laos", "Myanmar", None]


def test_the_unhcr_gets_no_copy_where_the_statement_does_not_want_it(statement_of_2007):
    statement_of_2007.copies_unhcr = False
    found = items(statement_of_2007)
    assert "unhcr" not in keys(suggested(found["3.1"]))
    assert keys(suggested(found["1.7"])) == ["unhcr", "unsg"]


def test_whom_the_directory_does_not_have_is_left_out(statement_of_2007, session):
    session.delete(directory.by_key("la-head-of-government"))
    session.commit()
    found = keys(suggested(items(statement_of_2007)["1.3"]))
    assert found == [
        "unsg",
        "th-head-of-government",
        "vn-head-of-government",
        "mm-head-of-government",
        "unhcr",
    ]


def test_a_recipient_that_the_item_does_not_suggest_is_an_addressee(statement_of_2007):
    chosen = [directory.by_key(key) for key in ("unhcr", "jp-head-of-government", "unhcr")]
    roles = roles_for(items(statement_of_2007)["3.1"], chosen)
    assert [(recipient.key, role) for recipient, role in roles] == [
        ("unhcr", "copy"),
        ("jp-head-of-government", "addressee"),
    ]
