from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from campaign.core import countries
from campaign.core.languages import available, speaking
from campaign.letters import wording
from campaign.letters.languages import LANGUAGES, country, name, state

if TYPE_CHECKING:
    from campaign.letters.facts import Facts

SCRIPTS = {
    "en": "[A-Za-z]",
    "ko": "[가-힣]",
    "ja": "[ぁ-ヿ一-龥]",
    "zh": "[一-龥]",
    "th": "[ก-๙]",
    "vi": "[a-zàáâãèéêìíòóôõùúăđĩũơưạ-ỹ]",
    "lo": "[ກ-ໟ]",
    "my": "[က-႟]",
}


def test_letters_speak_languages_that_the_site_does_not() -> None:
    assert set(LANGUAGES) == set(SCRIPTS)
    assert available() == ("en",)
    assert [name(code) for code in ("en", "zh", "my")] == ["English", "Chinese (Simplified)", "Burmese"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_is_named_in_the_letters_language_without_older_names(language: str) -> None:
    named = {code: state(code, language) for code in countries.CODES}
    assert len(set(named.values())) == len(countries.CODES)
    assert re.fullmatch(rf"(?:{SCRIPTS[language]})+", named["MM"], re.IGNORECASE)


def test_a_state_that_people_name_otherwise_is_named_as_it_names_itself() -> None:
    assert state("KP", "ko") == "조선민주주의인민공화국"
    assert state("KP", "ja") == "朝鮮民主主義人民共和国"
    assert state("KP", "en") == "the Democratic People's Republic of Korea"
    assert country("KR", "en") == "Republic of Korea"


@pytest.mark.parametrize(
    ("language", "supporters", "day"),
    [
        ("en", "1,284 people in 38 countries", "24 November 2026"),
        ("ko", "38개국 1,284명", "2026년 11월 24일"),
        ("ja", "38か国の1,284名", "2026年11月24日"),
        ("zh", "38个国家的1,284人", "2026年11月24日"),
        ("vi", "1.284 người ở 38 quốc gia", "24 tháng 11, 2026"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(language: str, supporters: str, day: str) -> None:
    with speaking(language):
        assert wording.supporters(1284, 38, language) == supporters
        assert wording.in_words(date(2026, 11, 24), language) == day


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_what_a_draft_can_ask_for_is_said_in_its_language(facts: Facts, language: str) -> None:
    spoken = replace(facts, language=language)
    with speaking(language):
        for text in (spoken.item_place, spoken.citation, spoken.source, spoken.supporters):
            assert re.search(SCRIPTS[language], text), text
            assert not re.search(r"\b(item|issued|people|countries)\b", text), text
