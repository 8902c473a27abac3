from __future__ import annotations

from types import SimpleNamespace

import pytest

from campaign.letters.naming import called, in_sentence, with_article

KOREAS = "the Republic of Korea and the Democratic People's Republic of Korea"
COMMISSIONER = "the United Nations High Commissioner for Refugees"
SECRETARY = "the Secretary-General of the United Nations"
OFFICES = {
    "UNSG": "Secretary-General of the United Nations",
    "UNHCR": "United Nations High Commissioner for Refugees",
    "TH": "Prime Minister of the Kingdom of Thailand",
}


def recipients(*codes: str):
    return [SimpleNamespace(code=code, office=OFFICES.get(code, "An office")) for code in codes]


def item(*codes: str):
    return SimpleNamespace(addressees=[SimpleNamespace(code=code) for code in codes])


@pytest.mark.parametrize(
    ("to", "asked", "words"),
    [
        ("TH", "TH", "the Government of Thailand"),
        ("KR KP", "KR", f"the Governments of {KOREAS}"),
        ("UNSG TH VN", "UN TH", "the United Nations and the Governments of Thailand and Viet Nam"),
        ("UNSG", "UN UNSG", SECRETARY),
        ("UNSG", "GROUP", SECRETARY),
        ("UNHCR UNSG", "UNHCR UNSG", f"{COMMISSIONER} and {SECRETARY}"),
        ("TH TH", "TH", "the Government of Thailand"),
        ("US PH", "US", "the Governments of the United States of America and the Philippines"),
    ],
)
def test_all_who_are_asked_stand_in_one_phrase(to, asked, words):
    assert in_sentence(recipients(*to.split()), item(*asked.split())) == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Joint Statement", "the Joint Statement"),
        ("Open Letter to the Powers", "the Open Letter to the Powers"),
        ("The Seoul Declaration", "The Seoul Declaration"),
        ("Resolution 1718 (2006)", "Resolution 1718 (2006)"),
        ("Situation in Myanmar", "the statement “Situation in Myanmar”"),
        ("Callous neglect", "the statement “Callous neglect”"),
    ],
)
def test_a_statement_is_called_by_its_kind_or_in_quotation_marks(title, words):
    assert called(title) == words


@pytest.mark.parametrize(
    ("issuer", "words"),
    [
        ("International Parliamentarians’ Coalition", "the International Parliamentarians’ Coalition"),
        ("The Elders’ Council", "The Elders’ Council"),
        ("Mina Ito", "Mina Ito"),
        ("", ""),
    ],
)
def test_a_body_takes_an_article_and_a_person_does_not(issuer, words):
    assert with_article(issuer) == words
