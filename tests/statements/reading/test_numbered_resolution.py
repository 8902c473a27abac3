"""A resolution whose numbered paragraphs begin with a verb in the third person."""

from __future__ import annotations

import pytest

from campaign.statements.reading.reader import read

RESOLUTION = """Resolution on the situation in Ruritania

The Assembly of Examples,

Recalling its earlier resolutions, and urging all States to remember them,

1. Strongly urges the Government of Kenya to open the border, and to let relief in;
2. Demands that Uganda release all prisoners;
3. Welcomes the report of the Secretary-General;
4. Condemns the attacks, and demands that the Sudanese authorities end them by 1 May 2009;
5. Calls upon:
(a) all States to help;
(b) the World Food Programme to send food;
6. Also requests the Secretary-General to report to the Assembly at its next session.

Adopted without a vote.
"""


@pytest.fixture(scope="module")
def reading():
    return read(RESOLUTION)


def item(text):
    [found] = read(text).items
    return found


def codes(text):
    return [addressee.code for addressee in item(text).addressees]


def test_printed_numbers_are_the_numbers(reading):
    assert [found.number for found in reading.items] == ["1", "2", "3", "4", "5", "6"]


def test_recitals_are_no_items(reading):
    assert [block.kind for block in reading.blocks] == [
        *("title", "introduction", "introduction"),
        *("item",) * 6,
        "closing",
    ]


def test_items_that_ask_nobody_are_read_as_other(reading):
    assert [found.kind for found in reading.items] == ["ask", "ask", "other", "ask", "ask", "ask"]
    assert [found.number for found in reading.items if found.is_campaign] == ["1", "2", "4"]


def test_several_verbs_are_kept_in_their_order(reading):
    assert reading.items[3].verbs == ("condemn", "demand")
    assert reading.items[3].request == "the Sudanese authorities end them by 1 May 2009"
    assert reading.items[3].flags == ("time-bound",)


def test_sub_paragraphs_stay_in_their_item(reading):
    assert reading.items[4].text.endswith("the World Food Programme to send food;")


def test_who_is_asked(reading):
    asked = [[addressee.code for addressee in found.addressees] for found in reading.items]
    assert asked[:4] == [["KE"], ["UG"], [], ["SD"]]
    assert asked[5] == ["UNSG"]


def test_the_block_of_an_item_holds_its_number(reading):
    block = next(block for block in reading.blocks if block.kind == "item")
    assert RESOLUTION[block.start : block.end].startswith("1. Strongly urges")
    assert reading.items[0].text.startswith("Strongly urges")


def test_several_numbered_paragraphs_on_one_line_are_several_items():
    found = read(
        "The House: 1. urges Chad to act; 2. demands that Niger release them; and 3. welcomes peace."
    ).items
    assert [(it.number, it.text) for it in found] == [
        ("1", "urges Chad to act;"),
        ("2", "demands that Niger release them; and"),
        ("3", "welcomes peace."),
    ]


def test_wrapped_lines_are_joined():
    text = (
        "1. Urges the authorities of the Republic of Moldova to keep\n"
        "the border open for everybody;\n"
        "2. Demands that everybody there, and above all the Democratic\n"
        "    Republic of the Congo, protect those who have come.\n"
    )
    first, second = read(text).items
    assert first.text.endswith("for everybody;")
    assert second.text.endswith("protect those who have come.")


def test_capitals_may_stand_after_a_printed_number():
    found = item("3. URGES the government of Nepal to act.")
    assert (found.number, found.verbs, found.is_campaign) == ("3", ("urge",), True)


def test_a_heading_in_capitals_is_no_item():
    assert read("SUPPORT FOR REFUGEES\n\nSome words on them.").items == ()


def test_a_sentence_of_prose_without_a_number_is_no_item():
    assert read("Urges and wishes are many.\n\nDemands that are not met return.").items == ()


def test_letters_of_items_of_their_own_are_their_numbers():
    found = read("The Body:\n(a) urges Peru to act;\n(b) requests Chile to help.").items
    assert [(it.number, it.is_campaign) for it in found] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Urges Beijing to release them.", ["CN"]),
        ("1. Urges the Burmese regime to release them.", ["MM"]),
        ("1. Urges the governments of Fiji, Samoa and Tonga to act.", ["FJ", "WS", "TO"]),
        ("1. Urges China’s leadership and Viet Nam to act.", ["CN", "VN"]),
        ("1. Urges all States, in particular Iran and Iraq, to act.", ["GROUP:all states", "IR", "IQ"]),
        ("1. Urges the parties to the conflict to cease fire.", ["GROUP:parties to the conflict"]),
        ("1. Urges EU Member States to act.", ["GROUP:eu member states"]),
        ("1. Urges the National Front of Ruritania to disarm.", ["OTHER:National Front of Ruritania"]),
        ("1. Urges the Office of the United Nations High Commissioner for Refugees to act.", ["UNHCR"]),
        ("1. Demands the release of all prisoners by the Syrian government.", ["SY"]),
        ("1. Demands that the matter be raised at the summit between Egypt and Jordan.", ["EG", "JO"]),
        ("1. Demands that the matter be raised at the US-China summit.", ["US", "CN"]),
        ("1. Demands that Belarus be brought before the court by Poland.", ["PL"]),
        ("1. Demands that help arrive.", []),
        ("1. Calls on Romania to press Bulgaria to act.", ["RO"]),
        ("1. Urges the victims of Chad and of Niger to testify.", ["GROUP:victims of chad and of niger"]),
    ],
)
def test_who_is_asked_in_many_words(text, expected):
    assert codes(text) == expected


def test_an_ask_that_names_nobody_is_flagged():
    assert item("1. Demands that help arrive.").flags == ("no-addressee",)


def test_the_north_and_the_south_are_states_only_where_the_text_names_both():
    ask = "1. Demands that it be raised at the North-South summit."
    assert codes(ask) == []
    assert codes(f"Talks of North Korea and South Korea.\n\n{ask}") == ["KR", "KP"]


def test_a_refusal_is_kept_in_the_request():
    assert item("1. Urges Mali not to send them back.").request == "not to send them back"
