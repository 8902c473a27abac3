from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.letters.cleaning import cleaned, plain

if TYPE_CHECKING:
    from campaign.letters.values import Frame


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mina\u202eotI", "MinaotI"),
        ("\u2066Mina\u2069\u200f Ito", "Mina Ito"),
        ("Mina\r\nBcc: a@example.org", "Mina Bcc: a@example.org"),
        ("Mina\x00\x07 Ito\u2028", "Mina Ito"),
        ("\ufeffMina\ufffe\uffff \udc80Ito", "Mina Ito"),
        ("  two   blanks\t", "two blanks"),
        ("Đặng Thị Ánh", "Đặng Thị Ánh"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_be_seen_stays(typed: str, shown: str) -> None:
    assert plain(typed) == shown


def test_a_name_typed_in_parts_is_composed() -> None:
    assert plain(unicodedata.normalize("NFD", "김민지 é")) == "김민지 é"


def test_marks_that_scripts_need_stay() -> None:
    persian = "می\u200cخواهم"
    assert plain(persian) == persian


@given(st.text())
def test_whatever_is_typed_becomes_one_line_that_xml_may_hold(typed: str) -> None:
    shown = plain(typed)
    assert plain(shown) == shown
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(shown) & set("\ufffe\uffff\u202e\u2066")


def test_every_text_in_a_frame_is_cleaned_however_deep(frame: Frame) -> None:
    typed = replace(frame, office="Of\x00fice", address=("Li\u202ene",))
    assert cleaned(typed) == replace(frame, office="Of fice", address=("Line",))
