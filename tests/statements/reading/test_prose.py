"""Sentences in which the issuer asks, and sentences that only look so."""

from __future__ import annotations

import pytest

from campaign.statements.reading.reader import read

AFTER = "\n\nThe sea is wide, and so the day goes on."


def verbs_in(sentence):
    return [list(item.verbs) for item in read(sentence + AFTER).items]


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("We, the people of the islands, met in Zenda, hereby call upon all nations to act.", ["call upon"]),
        ("We the undersigned call on the state to act.", ["call upon"]),
        ("I am writing to you, after a long winter, to ask you to come.", ["ask"]),
        ("We would also like to take this opportunity to call on the Board to resign.", ["call upon"]),
        ("We are calling for a ban.", ["call for"]),
        ("We join other cities in urging the ports to open.", ["urge"]),
        ("We echo the Secretary-General's call for a truce.", ["call for"]),
        ("We renew our urgent appeal to the authorities to stop.", ["appeal"]),
        ("We make the following requests: ships and bread.", ["request"]),
        ("We condemn this; we demand that it stop.", ["condemn", "demand"]),
        ("We thank all who helped and ask others to join.", ["thank", "ask"]),
        ("We will open our ports, and call on others to do likewise.", ["call upon"]),
        ("We urge Chad to stop, and encourage all parties to talk.", ["urge", "encourage"]),
        ("This is why we call on ministers to act.", ["call upon"]),
        ("Our broad coalition urges the mayor to act.", ["urge"]),
        ("If they fail, we ask that you write to us.", ["ask"]),
        ("Member associations are strongly encouraged to train midwives.", ["encourage"]),
        ("Our demand is that the mayor resign.", ["demand"]),
        ("It is therefore recommended that the port be opened.", ["recommend"]),
        ("I am writing to urge Chad to stop and to ask that Mali help.", ["urge", "ask"]),
        ("It is our urgent request that the port be opened.", ["request"]),
        ("This is a clear call to the mayor to open the port.", ["call upon"]),
        ("We demand of the mayor that he open the port.", ["demand"]),
        (
            "We implore Chad to stop, beg Mali to help, and plead with the world to look.",
            ["implore", "beg", "plead"],
        ),
        ("The Ministers of Chad and Mali urged Peru to help.", ["urge"]),
        ("Ships need help, and we're urging all ports to open.", ["urge"]),
    ],
)
def test_an_act_of_the_issuer_is_an_item(sentence, verbs):
    assert verbs_in(sentence) == [verbs]


@pytest.mark.parametrize(
    "sentence",
    [
        "We will urge the council to act.",
        "We have urged the council to act.",
        "We need to call on our friends to help.",
        "We welcome the plan. If we demand less, nothing happens.",
        "We ask ourselves why.",
        "We are asked to leave.",
        "We call attention to the famine.",
        "The mayor said: “We urge everybody to stay.”",
        "We recall that the League has called for elections.",
        "We know that the mills urged their members to strike.",
        "Please accept the assurances of our consideration.",
        "We like the town. Open the window and look.",
        "The Ministers of Trade of other regions had earlier called for sanctions.",
    ],
)
def test_promises_reports_and_questions_are_no_items(sentence):
    assert verbs_in(sentence) == []


def test_what_an_infinitive_asks_is_no_verb_of_the_issuer():
    assert verbs_in("We call on Chad to press Mali to stop, lift the siege and demand an inquiry.") == [
        ["call upon"]
    ]


def test_a_passive_names_who_is_asked_before_the_verb():
    [item] = read("Governments are urged to act." + AFTER).items
    assert item.request == "act"


def test_we_urged_counts_in_a_text_that_is_told_in_the_past():
    told = "We discussed the sea. We welcomed the talks and urged the ports to open."
    assert verbs_in(told) == [["welcome", "urge"]]
    assert verbs_in("We welcome the talks. Last year we urged the ports to open. We thank them.") == []


def test_an_ask_to_ask_is_flagged():
    [item] = read("We urge Chad to call on Mali to stop." + AFTER).items
    assert "nested-verb" in item.flags


def test_a_letter_that_pleads_to_ask_somebody_is_an_item():
    [item] = read("Dear friend,\n\nPlease urge the Government of Chad to open the port." + AFTER).items
    assert item.verbs == ("urge",)
    assert read("Dear friend,\n\nPlease find the report enclosed." + AFTER).items == ()
