from __future__ import annotations

from campaign.statements.reading.reader import read


def proposed(text):
    [item] = [item for item in read(text).items if item.addressees and item.addressees[0].kind == "group"]
    return [proposal.code for proposal in item.proposed]


def test_an_apposition_that_shares_the_deciding_word_proposes():
    text = (
        "Kenya and Uganda (the main donor countries) met.\n\n"
        "Japan, the largest neighbour of all, came too.\n\n"
        "1. Urges the donor countries to give more."
    )
    assert proposed(text) == ["KE", "UG"]


def test_a_list_that_is_called_something_else_proposes_nobody():
    text = "Five founding countries (Kenya, Japan) met.\n\n1. Urges the donor countries to give more."
    assert proposed(text) == []


def test_examples_propose_only_where_the_sentence_is_about_the_same():
    group = "1. Urges the host countries of refugees to give more."
    assert proposed(f"They seek refuge in countries like Chad and Niger.\n\n{group}") == ["TD", "NE"]
    assert proposed(f"Tea grows in countries like Chad and Niger.\n\n{group}") == []


def test_the_nearest_place_comes_first():
    text = (
        "Chad, the first host country, spoke.\n\n"
        "Niger, the second host country, spoke.\n\n"
        "1. Urges the host countries of refugees to give more."
    )
    assert proposed(text) == ["NE", "TD"]


def test_who_is_asked_by_name_is_not_proposed_again():
    text = "Chad and Mali (host countries) met.\n\n1. Urges the host countries and Chad to give more."
    assert proposed(text) == ["ML"]
