from __future__ import annotations

import pytest

from campaign.core import countries
from campaign.statements.reading import lexicon
from campaign.statements.reading.gazetteer import mentions, name_of


def codes(text):
    return [code for mention in mentions(text).all for code in mention.entry.codes]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Côte d’Ivoire", "CI"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("DPRK", "KP"),
        ("Republic of Korea", "KR"),
        ("Burma", "MM"),
        ("Viet Nam", "VN"),
        ("Czech Republic", "CZ"),
        ("Norway", "NO"),
        ("NORTH KOREA", "KP"),
        ("North\n   Korea", "KP"),
        ("U.S.", "US"),
        ("Nigeria", "NG"),
        ("Papua New Guinea", "PG"),
        ("United Nations", "UN"),
        ("UN Security Council", "UNSC"),
        ("Office of the High Commissioner for Human Rights", "OHCHR"),
        ("Republic of Kenya", "KE"),
        ("Democratic Socialist Republic of Sri Lanka", "LK"),
        ("U.N. General Assembly", "UNGA"),
        ("World Food Program", "WFP"),
        ("Verkhovna Rada", "UA"),
        ("Tatmadaw", "MM"),
    ],
)
def test_names_lead_to_codes(text, code):
    assert codes(f"In {text}, they said.") == [code]


@pytest.mark.parametrize("text", ["womanOman", "Chadwick", "Omani-like tribes of Indianapolis", "UNESCOs"])
def test_a_name_inside_a_word_is_none(text):
    assert not {"OM", "TD", "UNESCO"} & {
        m.entry.codes[0] for m in mentions(text).all if m.entry.form == "name"
    }


def test_places_are_those_of_the_source():
    text = "To  North\n\tKorea’s  people,   Viet  Nam"
    assert [mention.span.of(text) for mention in mentions(text).all] == ["North\n\tKorea", "Viet  Nam"]


def test_every_code_of_a_state_is_one_that_core_knows():
    assert set(lexicon.load("states")["states"]) <= countries.CODES


def test_no_name_stands_for_two_states():
    owners: dict[str, str] = {}
    for code, given in lexicon.load("states")["states"].items():
        for form in ("also", "seats"):
            for name in given.get(form, ()):
                assert owners.setdefault(name, code) == code


def test_all_members_of_the_united_nations_are_there():
    # 193 members, and Kosovo, Palestine, Taiwan, the Holy See, Western Sahara, Hong Kong, Macao.
    assert len(lexicon.load("states")["states"]) == 200


def test_codes_have_names_to_show():
    assert name_of("TH") == "Thailand"
    assert name_of("UNHCR") == "United Nations High Commissioner for Refugees"
    assert name_of("OTHER:Front") == "OTHER:Front"
