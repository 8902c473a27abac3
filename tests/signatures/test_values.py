from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signatures import values
from campaign.signatures.values import CannotSign, clean_comment, clean_country, clean_line, clean_name

SHOWING_NOTHING = {
    "Hangul fillers": "\u3164\u115f\u1160\uffa0",
    "a lone mark": "\u0301",
    "marks on a blank": " \u0301\u0302 ",
    "joiners": "\u200d\u200c",
    "blanks between words of Khmer": "\u200b\u200b",
    "an empty Braille pattern": "\u2800",
    "a null notehead": "\U0001d159",
    "variation selectors": "\ufe0f\ufe0e",
    "Khmer inherent vowels": "\u17b4\u17b5",
}
NOT_PRINTED = {
    "a NUL": "Mina\0Ito",
    "a line break": "Mina\nIto",
    "a tab": "Mina\tIto",
    "an escape": "Mina\x1b[31m",
    "a right-to-left override": "Mina \u202eotI",
    "a left-to-right isolate": "Mina \u2066Ito",
    "a byte order mark": "Mi\ufeffna",
    "a soft hyphen": "Mi\u00adna",
    "a line separator": "Mina\u2028Ito",
    "a lone surrogate": "Mina \ud800",
    "a private character": "Mina \ue000",
    "a character that does not exist": "Mina \uffff",
    "a tag": "Mina \U000e0041",
}


def outcome(clean, text: str):
    """What was cleaned, or why it was refused."""
    try:
        return clean(text), None
    except CannotSign as refusal:
        return None, refusal


@pytest.mark.parametrize(
    "name",
    [
        "Mina Ito",
        "Đặng Thị Ánh",
        "김민지",
        "ខេមរា",
        "မင်းအောင်",
        "นภา ใจดี",
        "محمد علي",
        "नेहा क्‍षत्रिय",
        "O’Brien-Smith, Jr.",
        "Ann 👩‍👩‍👧 🏳️‍🌈",
        "X",
        "李",
        "R2-D2",
        "កម្ពុជា\u200bខេមរា",
        "{{ 7 * 7 }}",
        "<b>Mina</b>",
        "((signer name))",
    ],
)
def test_names_of_every_kind_are_taken_as_they_are(name):
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", SHOWING_NOTHING.values(), ids=SHOWING_NOTHING)
def test_a_name_that_shows_nothing_is_refused(name):
    with pytest.raises(CannotSign, match="shows nothing") as caught:
        clean_name(name)
    assert (caught.value.field, caught.value.status) == ("name", 422)


@pytest.mark.parametrize("name", ["", "   ", "\t\n", "\u3000\u00a0"])
def test_an_empty_name_is_asked_for(name):
    with pytest.raises(CannotSign, match="Please enter your name"):
        clean_name(name)


@pytest.mark.parametrize("name", NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_a_character_that_cannot_be_printed_is_named(name):
    with pytest.raises(CannotSign, match=r"cannot be printed \(U\+[0-9A-F]{4,5}\)"):
        clean_name(name)


def test_outer_blanks_go_and_accents_become_one_character():
    assert clean_name("  Zoe\u0308 \u3000") == "Zoë"


@pytest.mark.parametrize("length", [101, 10_000])
def test_a_name_of_more_than_100_characters_is_refused(length):
    assert clean_name("x" * 100) == "x" * 100
    assert clean_name("e\u0301" * 100) == "é" * 100
    with pytest.raises(CannotSign, match="The name can have at most 100 characters"):
        clean_name("x" * length)


def test_a_city_may_be_left_empty():
    assert clean_line("city", "  ", values.CITY_LENGTH, "The city") == ""


def test_a_comment_keeps_its_lines():
    assert clean_comment(" Dear all,\r\n\r\n\r\n\r\nplease\tact.\rNow. ") == "Dear all,\n\nplease act.\nNow."
    assert clean_comment("one\u2028two\u2029three") == "one\ntwo\nthree"
    assert clean_comment("") == ""


@pytest.mark.parametrize("character", "\x0b\x0c\x1c\x1d\x1e\x1f\x85")
def test_a_control_character_is_no_line_break(character):
    with pytest.raises(CannotSign, match=rf"cannot be printed \(U\+{ord(character):04X}\)"):
        clean_comment(f"one{character}two")


def test_a_comment_of_1000_characters_is_the_longest():
    assert len(clean_comment("é" * 1_000)) == 1_000
    assert len(clean_comment("a\r\n" * 400)) == 799
    with pytest.raises(CannotSign, match="The comment can have at most 1000 characters") as caught:
        clean_comment("x" * 1_001)
    assert caught.value.field == "comment"


def test_a_comment_cannot_turn_the_direction_of_writing():
    with pytest.raises(CannotSign, match=r"U\+202E"):
        clean_comment("good\n\u202ebad")


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_fits_or_a_sentence(text):
    name, refusal = outcome(clean_name, text)
    if name is None:
        assert refusal.sentence.endswith(".")
    else:
        assert 1 <= len(name) <= 100
        assert clean_name(name) == name
        assert all(c.isprintable() or c.isspace() or c in values.JOINERS for c in name)


@given(st.text(max_size=1_200))
def test_any_text_gives_a_comment_that_fits_or_a_sentence(text):
    comment, refusal = outcome(clean_comment, text)
    if comment is None:
        assert refusal.sentence.endswith(".")
    else:
        assert len(comment) <= 1_000
        assert clean_comment(comment) == comment


@pytest.mark.parametrize("code", ["", "jp", "JPN", "XX", "UK", "\0", "JP "])
def test_a_country_that_is_none_is_refused(code):
    with pytest.raises(CannotSign, match="choose your country") as caught:
        clean_country(code)
    assert caught.value.field == "country"


@pytest.mark.parametrize("code", ["JP", "KP", "XK", "TW"])
def test_a_country_is_a_code_of_the_list(code):
    assert clean_country(code) == code
