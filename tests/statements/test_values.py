from __future__ import annotations

from campaign.statements.values import Addressee, Proposal, ReadItem, Span

ITEM = ReadItem(
    number="1.3",
    section="1",
    kind="ask",
    verbs=("urge",),
    text="URGE Thailand to act.",
    start=10,
    end=31,
    requests=(Span(27, 30),),
    request="act",
    is_campaign=True,
    flags=("time-bound",),
    addressees=(Addressee("TH", "state", "Thailand", "Thailand", 15, 23, "named"),),
    proposed=(Proposal("UNSG"),),
)


def test_an_item_prints_the_keys_of_the_interface_in_their_order():
    assert list(ITEM.as_json()) == [
        *("number", "section", "kind", "verbs", "text", "start", "end", "request"),
        *("campaign", "flags", "addressees", "proposed"),
    ]


def test_an_addressee_prints_the_keys_of_the_interface_in_their_order():
    [addressee] = ITEM.addressees
    assert list(addressee.as_json()) == ["code", "kind", "name", "phrase", "start", "end", "basis"]


def test_a_proposal_of_which_the_text_says_nothing_has_no_phrase_and_no_place():
    [proposal] = ITEM.proposed
    assert proposal.as_json() == {"code": "UNSG", "phrase": None, "start": None, "end": None}


def test_a_span_gives_its_words():
    assert Span(4, 7).of("The end.") == "end"
