"""The statement that the project was made for, read exactly."""

from __future__ import annotations

import datetime as dt

import pytest

from campaign.statements.reading.reader import read

NUMBERS = [
    *("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"),
    *("2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "5.1", "5.2"),
]
DESTINATIONS = "GROUP:immediate destination countries of north korean refugees"
COMMUNITY = "GROUP:international community"
LISTED = "Thailand, Vietnam, Laos, and Myanmar (the most common destinations and escape routes)"


@pytest.fixture
def items(reading_of_2007):
    return {item.number: item for item in reading_of_2007.items}


def codes(item):
    return [addressee.code for addressee in item.addressees]


def test_it_has_eighteen_items_and_one_pledge(reading_of_2007):
    assert [item.number for item in reading_of_2007.items] == [*NUMBERS, None]
    assert [item.kind for item in reading_of_2007.items].count("pledge") == 1
    assert reading_of_2007.items[-1].text.startswith("IPCNKR will cooperate with countries")
    assert reading_of_2007.items[-1].section == "5"


def test_exactly_four_urge_and_three_demand_items_are_campaigns(reading_of_2007):
    campaigns = [(item.number, item.verbs[0]) for item in reading_of_2007.items if item.is_campaign]
    assert campaigns == [
        *(("1.3", "urge"), ("1.6", "urge"), ("1.7", "urge"), ("1.8", "demand")),
        *(("3.1", "urge"), ("3.3", "demand"), ("4.2", "demand")),
    ]


def test_verbs_are_lemmas_in_their_order(reading_of_2007):
    assert [item.verbs for item in reading_of_2007.items] == [
        *(
            ("strengthen",),
            ("stop",),
            ("urge",),
            ("broaden",),
            ("initiate",),
            ("urge",),
            ("urge",),
            ("demand",),
        ),
        *(("strengthen",), ("encourage",), ("urge", "urge"), ("increase",), ("demand",)),
        *(("request",), ("demand",), ("fortify",), ("establish",), ("cooperate",), ("cooperate",)),
    ]


def test_only_verbs_that_ask_somebody_make_asks(reading_of_2007):
    asks = [item.number for item in reading_of_2007.items if item.kind == "ask"]
    assert asks == ["1.3", "1.6", "1.7", "1.8", "2.2", "3.1", "3.3", "4.1", "4.2"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1.3", ["UN", "TH", "VN", "LA", "MM"]),
        ("1.6", [DESTINATIONS]),
        ("1.7", ["UNHCR", "UNSG"]),
        ("1.8", ["KR", "KP"]),
        ("2.2", [COMMUNITY]),
        ("3.1", ["KP"]),
        ("3.3", [COMMUNITY]),
        ("4.1", ["KP"]),
        ("4.2", ["KR", "KP"]),
        ("5.2", []),
    ],
)
def test_who_is_asked(items, number, expected):
    assert codes(items[number]) == expected


def test_who_is_asked_comes_with_the_words_that_name_them(items):
    named = [(addressee.phrase, addressee.basis, addressee.kind) for addressee in items["1.3"].addressees]
    assert named == [
        ("United Nations", "named", "body"),
        ("Thailand", "named", "state"),
        ("Vietnam", "named", "state"),
        ("Laos", "named", "state"),
        ("Myanmar", "named", "state"),
    ]
    summit = {(addressee.phrase, addressee.basis) for addressee in items["1.8"].addressees}
    assert summit == {("North-South summit", "implied")}
    later_summit = {(addressee.phrase, addressee.basis) for addressee in items["4.2"].addressees}
    assert later_summit == {("summit between North and South Korea", "implied")}


def test_an_office_is_asked_and_not_the_person_who_holds_it(items):
    phrases = [addressee.phrase for addressee in items["1.7"].addressees]
    assert phrases == ["UNHCR", "United Nations Secretary General"]


def test_the_statement_itself_proposes_the_destination_countries(items):
    assert [(proposal.code, proposal.phrase) for proposal in items["1.6"].proposed] == [
        ("TH", LISTED),
        ("VN", LISTED),
        ("LA", LISTED),
        ("MM", LISTED),
        ("CN", "Beijing, China, the most common destination country"),
        ("KH", "countries like China, Thailand, Myanmar, Vietnam and Cambodia"),
    ]


def test_for_the_international_community_the_secretary_general_is_proposed_without_a_phrase(items):
    [proposal] = items["3.3"].proposed
    assert (proposal.code, proposal.phrase, proposal.start, proposal.end) == ("UNSG", None, None, None)


@pytest.mark.parametrize(
    ("number", "begins", "ends"),
    [
        ("1.3", "provide some measure of legal protection", "civil liberties of North Korean refugees"),
        ("1.6", "make the refugees’ resettlement process", "no delay and no waste of resources"),
        ("1.7", "the UNHCR play a more active role", "Secretary General Ban Ki-moon"),
        ("1.8", "the issue of North Korean human rights be", "North-South summit in October"),
        ("3.3", "multilateral effort to make the", "the North’s political change"),
        ("4.2", "the abduction of citizens", "summit between North and South Korea"),
    ],
)
def test_what_is_asked(items, number, begins, ends):
    assert items[number].request.startswith(begins)
    assert items[number].request.endswith(ends)
    assert items[number].request in items[number].text


def test_who_asks_nobody_has_no_request(items):
    assert items["1.1"].request is None


def test_one_item_keeps_both_its_requests(items, text_of_2007):
    assert [request.of(text_of_2007) for request in items["3.1"].requests] == [
        "guarantee basic freedoms of assembly, religion, speech, and association for its citizens",
        "close down its political prison camps",
    ]


def test_flags(items):
    flagged = {number: item.flags for number, item in items.items() if item.flags}
    assert flagged == {
        "1.6": ("group",),
        "1.7": ("office-holder",),
        "1.8": ("time-bound",),
        "2.2": ("group",),
        "3.1": ("several-requests",),
        "3.3": ("group",),
        "4.2": ("time-bound",),
    }


def test_every_text_is_its_slice(reading_of_2007, text_of_2007):
    for item in reading_of_2007.items:
        assert item.text == text_of_2007[item.start : item.end]
        for addressee in item.addressees:
            assert addressee.phrase == text_of_2007[addressee.start : addressee.end]
        for proposal in item.proposed:
            assert proposal.phrase is None or proposal.phrase == text_of_2007[proposal.start : proposal.end]


def test_the_whole_statement_is_kept(reading_of_2007, text_of_2007):
    kinds = [block.kind for block in reading_of_2007.blocks]
    assert kinds[:5] == ["preface"] * 4 + ["title"]
    assert kinds.count("introduction") == 9
    headings = [text_of_2007[b.start : b.end] for b in reading_of_2007.blocks if b.kind == "heading"]
    assert [heading[:2] for heading in headings] == ["1.", "2.", "3.", "4.", "5."]
    assert [b.item for b in reading_of_2007.blocks if b.kind == "item"] == list(range(19))
    shown = "".join(text_of_2007[b.start : b.end] for b in reading_of_2007.blocks)
    assert shown.split() != []
    assert "".join(shown.split()) == "".join(text_of_2007.split())


def test_what_it_says_about_itself(reading_of_2007):
    about = reading_of_2007.about
    assert about.title == "Joint Statement"
    assert about.adopted_on == dt.date(2007, 8, 29)
    assert about.place == "Seoul"
    assert about.issuer == (
        "4th General Meeting of International Parliamentarians’ Coalition "
        "for North Korean Refugees’ Human Rights"
    )
    assert reading_of_2007.names_unhcr


def test_verbs_in_small_letters_make_no_items(text_of_2007):
    introduction = text_of_2007[: text_of_2007.index("1. The international")]
    assert "we demand improvement" in introduction
    assert read(introduction).items == ()


def test_indented_and_windows_spaced_copies_give_the_same_items(text_of_2007, reading_of_2007):
    indented = "\n".join(f"    {line}" for line in text_of_2007.split("\n"))
    words = [(item.number, item.text) for item in read(indented).items]
    assert words == [(item.number, item.text) for item in reading_of_2007.items]
