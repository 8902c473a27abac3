"""The one list of countries."""

from __future__ import annotations

import pytest
from babel import Locale

from campaign.core import countries

NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_list_is_cldr_without_regions_and_codes_that_iso_only_reserves() -> None:
    cldr = {code for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha()}
    assert cldr - NOT_ISO == countries.CODES


def test_places_whose_standing_is_disputed_can_be_chosen() -> None:
    assert {"XK", "TW", "PS", "HK", "MO"} <= countries.CODES


def test_a_region_is_no_country() -> None:
    for code in ("ZZ", "EU", "UN", "", "xx", "kr"):
        with pytest.raises(KeyError):
            countries.name(code)


@pytest.mark.parametrize(
    ("code", "everyday", "at_the_un", "line"),
    [
        ("VN", "Vietnam", "Viet Nam", "VIET NAM"),
        ("LA", "Laos", "Lao People's Democratic Republic", "LAO PEOPLE'S DEMOCRATIC REPUBLIC"),
        ("KR", "South Korea", "Republic of Korea", "REPUBLIC OF KOREA"),
        (
            "KP",
            "North Korea",
            "Democratic People's Republic of Korea",
            "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA",
        ),
        ("MM", "Myanmar (Burma)", "Myanmar", "MYANMAR"),
        ("TH", "Thailand", "Thailand", "THAILAND"),
        ("CH", "Switzerland", "Switzerland", "SWITZERLAND"),
        ("US", "United States", "United States of America", "UNITED STATES OF AMERICA"),
        ("IR", "Iran", "Iran (Islamic Republic of)", "IRAN"),
        ("CC", "Cocos (Keeling) Islands", "Cocos (Keeling) Islands", "COCOS (KEELING) ISLANDS"),
        ("TR", "Türkiye", "Türkiye", "TÜRKIYE"),
        ("BA", "Bosnia & Herzegovina", "Bosnia and Herzegovina", "BOSNIA AND HERZEGOVINA"),
        ("GB", "United Kingdom", "United Kingdom of Great Britain and Northern Ireland", "UNITED KINGDOM"),
    ],
)
def test_a_country_has_an_everyday_name_a_name_at_the_un_and_a_last_line(
    code: str, everyday: str, at_the_un: str, line: str
) -> None:
    assert countries.name(code) == everyday
    assert countries.un_name(code) == at_the_un
    assert countries.address_line(code) == line


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("TH", "Thailand"),
        ("VN", "Viet Nam"),
        ("LA", "the Lao People's Democratic Republic"),
        ("KR", "the Republic of Korea"),
        ("KP", "the Democratic People's Republic of Korea"),
        ("US", "the United States of America"),
        ("IR", "the Islamic Republic of Iran"),
        ("NL", "the Kingdom of the Netherlands"),
        ("CC", "the Cocos (Keeling) Islands"),
        ("PH", "the Philippines"),
        ("DO", "the Dominican Republic"),
        ("DM", "Dominica"),
    ],
)
def test_a_name_stands_in_a_sentence_with_its_article(code: str, shown: str) -> None:
    assert countries.un_name_in_sentence(code) == shown


@pytest.mark.parametrize(
    ("code", "full", "in_sentence"),
    [
        ("TH", "Kingdom of Thailand", "the Kingdom of Thailand"),
        ("GM", "Republic of the Gambia", "the Republic of the Gambia"),
        ("JP", "Japan", "Japan"),
        ("CD", "Democratic Republic of the Congo", "the Democratic Republic of the Congo"),
        ("VA", "Holy See", "the Holy See"),
        ("XK", "Kosovo", "Kosovo"),
    ],
)
def test_a_state_has_a_full_name(code: str, full: str, in_sentence: str) -> None:
    assert countries.full_name(code) == full
    assert countries.full_name_in_sentence(code) == in_sentence


def test_full_names_are_those_of_the_member_states_and_both_observers() -> None:
    assert len(countries.states()) == 195
    assert set(countries.states()) < countries.CODES
    assert {"VA", "PS", "TH", "NO"} <= set(countries.states())
    assert not {"XK", "TW", "HK", "GL"} & set(countries.states())
    for code in countries.states():
        assert not {"&", ".", "(", "\N{RIGHT SINGLE QUOTATION MARK}"} & set(countries.full_name(code)), code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("th", "TH"),
        ("Thailand", "TH"),
        ("THE GAMBIA", "GM"),
        ("South Korea", "KR"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Cote d'Ivoire", "CI"),
        ("Türkiye", "TR"),
        (" Iran (Islamic Republic of) ", "IR"),
        ("Kingdom of the Netherlands", "NL"),
        ("Bosnia & Herzegovina", "BA"),
        ("St. Lucia", "LC"),
        ("Netherlands (Kingdom of the)", "NL"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_what_it_is_called(written: str, code: str | None) -> None:
    assert countries.code_of_name(written) == code


def test_no_two_countries_are_called_the_same() -> None:
    for code in countries.CODES:
        for called in (countries.name(code), countries.un_name(code), countries.full_name(code)):
            assert countries.code_of_name(called) == code


def test_every_last_line_leads_back_to_its_country() -> None:
    for code in countries.CODES:
        assert countries.code_of_address_line(countries.address_line(code)) == code
    assert countries.code_of_address_line("NORTH KOREA") is None
    assert countries.code_of_address_line("Thailand") is None


def test_no_name_at_the_un_is_abbreviated() -> None:
    for code in countries.CODES - {"UM", "VI"}:
        assert not {"&", ".", "\N{RIGHT SINGLE QUOTATION MARK}"} & set(countries.un_name(code)), code


def test_names_are_known_in_other_languages() -> None:
    assert countries.name("KP", "ko") == "북한"
    assert countries.name("DE", "pt-BR") == "Alemanha"


def test_choices_are_all_countries_in_the_order_of_their_names_without_accents() -> None:
    names = [shown for _, shown in countries.choices("en")]
    assert {code for code, _ in countries.choices("en")} == countries.CODES
    assert names[0] == "Afghanistan"
    assert names[-1] == "Zimbabwe"
    assert names.index("Afghanistan") < names.index("Åland Islands") < names.index("Albania")


def test_korean_choices_are_in_the_order_of_hangul() -> None:
    names = [shown for _, shown in countries.choices("ko")]
    assert names[0] == "가나"
    assert names == sorted(names)
