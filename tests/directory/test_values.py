from __future__ import annotations

import pytest

from campaign.directory.values import PostalAddress, default_key

GOOD = PostalAddress(("The Prime Minister", "Government House", "Bangkok 10300", "THAILAND"))


def with_last_line(line: str) -> PostalAddress:
    return PostalAddress((*GOOD.lines[:-1], line))


def test_an_address_of_three_to_seven_lines_with_the_country_last_is_right() -> None:
    assert GOOD.has_enough_lines
    assert not GOOD.has_too_many_lines
    assert GOOD.has_valid_last_line
    assert GOOD.country == "TH"
    assert GOOD.problems == ()


def test_an_address_that_is_not_known_is_empty_and_not_wrong() -> None:
    assert PostalAddress().is_empty
    assert PostalAddress().country is None
    assert not PostalAddress().problems


@pytest.mark.parametrize(("count", "is_right"), [(2, False), (3, True), (7, True), (8, False)])
def test_two_lines_are_too_few_and_eight_too_many(count: int, *, is_right: bool) -> None:
    address = PostalAddress((*["A line"] * (count - 1), "VIET NAM"))
    assert (address.has_enough_lines and not address.has_too_many_lines) is is_right
    assert (not address.problems) is is_right


@pytest.mark.parametrize(
    "line", ["Thailand", "Bangkok THAILAND", "NORTH KOREA", "VIETNAM", "ประเทศไทย", "THAILAND."]
)
def test_the_last_line_is_the_country_alone_in_english_in_capitals(line: str) -> None:
    address = with_last_line(line)
    assert not address.has_valid_last_line
    (problem,) = address.problems
    assert line in problem


def test_what_somebody_typed_loses_its_blanks_and_empty_lines() -> None:
    typed = ["  The Prime\tMinister ", "", "\u00a0", "Government  House", "Cafe\u0301 Street", "THAILAND\r\n"]
    assert PostalAddress.from_lines(typed).lines == (
        "The Prime Minister",
        "Government House",
        "Café Street",
        "THAILAND",
    )


@pytest.mark.parametrize("bad", ["\u202e", "\x00", "\u200b", "\ue000", "\u2028"])
def test_characters_that_show_nothing_are_named(bad: str) -> None:
    address = PostalAddress((f"Street{bad}", *GOOD.lines))
    assert address.bad_characters == (bad,)
    (problem,) = address.problems
    assert f"U+{ord(bad):04X}" in problem


def test_letters_of_every_script_are_good_characters() -> None:
    assert not PostalAddress(("정부서울청사", "ທາງລ້ານຊ້າງ", "နေပြည်တော်", "Đường Tôn Thất Đàm")).bad_characters


def test_a_line_of_ten_thousand_letters_is_too_long() -> None:
    address = PostalAddress(("x" * 10_000, *GOOD.lines))
    assert address.has_long_lines
    assert len(address.problems) == 1


def test_an_address_can_stand_in_one_line() -> None:
    assert GOOD.as_single_line == "The Prime Minister, Government House, Bangkok 10300, THAILAND"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("TH", "th-head-of-government"),
        ("UN", "unsg"),
        ("UNSG", "unsg"),
        ("UNHCR", "unhcr"),
        ("EU-COMMISSION", "eu-commission"),
    ],
)
def test_letters_to_a_state_go_to_its_head_of_government_and_to_the_un_to_its_head(
    code: str, key: str
) -> None:
    assert default_key(code) == key
