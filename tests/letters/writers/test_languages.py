"""Letters in eight languages: what breaks where, which forms of characters, whether all marks are there."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.letters.layouts import DIN_B
from campaign.letters.writers import pdf
from campaign.letters.writers.typography import (
    LATIN,
    families,
    is_latin,
    running,
    running_in_cell,
    strong_families,
    typography,
)
from tests.letters.writers.structure import Structure

if TYPE_CHECKING:
    from pathlib import Path

    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter

LANGUAGES = ("en", "ko", "ja", "zh", "th", "vi", "lo", "my")
NOT_FIRST = "、。，；：！？）」』”’・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
NOT_LAST = "（「『“‘"
# Thai and Lao vowels that stand before the consonant they are read after.
LEADING_VOWELS = "เแโใไເແໂໃໄ"
# Words that dictionaries know, of each letter that has no blanks between words.
WORDS = {
    "th": ("เจ้าหน้าที่", "ผู้ลี้ภัย", "อันตราย", "ค่าใช้จ่าย", "รัฐบาล", "เอกสาร"),
    "lo": ("ຊາຍແດນ", "ເອກະສານ", "ລັດຖະບານ", "ເຈົ້າໜ້າທີ່"),
    "my": ("နယ်စပ်", "ဒုက္ခသည်", "အန္တရာယ်", "နိုင်ငံ"),
}


def lines(poppler, file: bytes) -> list[str]:
    return [line.strip() for line in poppler.text(file).splitlines() if line.strip()]


def body(poppler, setter: Typesetter, letter: Letter) -> list[str]:
    all_lines = lines(poppler, setter.set([letter]))
    start = next(at for at, line in enumerate(all_lines) if line == letter.salutation)
    return all_lines[start + 1 : -2]


def letters_of(text: str) -> Counter[str]:
    # Compatibility forms: the fonts of Thai and Lao take the vowel am apart.
    normal = unicodedata.normalize("NFKD", text)
    return Counter(character for character in normal if not character.isspace())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_character_of_a_paragraph_is_on_the_page(
    poppler, setter: Typesetter, sample, language: str
) -> None:
    letter = sample(language)
    shown = "".join(body(poppler, setter, letter))
    said = "".join(paragraph.text + paragraph.source for paragraph in letter.paragraphs)
    there, needed = letters_of(shown), letters_of(said + letter.close + "".join(letter.signatory))
    assert not needed - there
    # Where a font raises marks, Typst writes the syllable into the file's text twice, once on the page.
    assert language in ("th", "lo") or there == needed


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_stands_between_the_margins(poppler, setter: Typesetter, sample, language: str) -> None:
    words = poppler.words(setter.set([sample(language)]))
    assert max(word.right for word in words) <= 190.1
    assert min(word.left for word in words) >= 24.9


def test_korean_breaks_between_words(poppler, setter: Typesetter, sample) -> None:
    letter = sample("ko")
    shown = {word for line in body(poppler, setter, letter) for word in line.split()}
    for paragraph in letter.paragraphs:
        assert set(paragraph.text.split()) <= shown


def test_a_hundred_syllables_without_a_blank_still_break(poppler, setter: Typesetter, sample) -> None:
    words = poppler.words(setter.set([replace(sample("ko"), subject="가" * 100, salutation="나다" * 60)]))
    assert max(word.right for word in words) <= 190.1


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_no_line_begins_or_ends_with_what_must_not(
    poppler, setter: Typesetter, sample, language: str
) -> None:
    shown = body(poppler, setter, sample(language))
    assert len(shown) > 8
    assert not [line for line in shown if line[0] in NOT_FIRST or line[-1] in NOT_LAST]


@pytest.mark.parametrize("language", ["th", "lo", "my"])
def test_lines_break_between_words_where_no_blanks_stand(
    poppler, setter: Typesetter, sample, language: str
) -> None:
    letter = sample(language)
    shown = body(poppler, setter, letter)
    assert not [line for line in shown if unicodedata.category(line[0]) in ("Mn", "Mc")]
    assert not [line for line in shown if line[-1] in LEADING_VOWELS]
    text = " ".join(paragraph.text for paragraph in letter.paragraphs)
    for word in WORDS[language]:
        assert word in text
        assert "".join(shown).count(word) == sum(line.count(word) for line in shown)


@pytest.mark.parametrize(
    ("language", "font"),
    [
        ("ko", "NotoSerifCJKkr-Regular"),
        ("ja", "NotoSerifCJKjp-Regular"),
        ("zh", "NotoSerifCJKsc-Regular"),
        ("th", "NotoSerifThai-Regular"),
        ("lo", "NotoSerifLao-Regular"),
        ("my", "NotoSerifMyanmar-Regular"),
    ],
)
def test_characters_have_the_forms_of_the_language(
    setter: Typesetter, sample, language: str, font: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(setter.set([sample(language)]))
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    assert font in fonts
    others = {"NotoSerifCJKkr", "NotoSerifCJKjp", "NotoSerifCJKsc"} - {font.partition("-")[0]}
    assert not [other for other in others if other in fonts]


def test_burmese_is_bold_where_it_is_meant_to_be(setter: Typesetter, sample, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(setter.set([sample("my")]))
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    assert "NotoSansMyanmar-Bold" in fonts


def test_a_quote_speaks_the_language_of_its_statement(setter: Typesetter, sample) -> None:
    file = setter.set([sample("ko")])
    assert b"/Lang(ko" in file
    assert b"/Lang(en" in file


def test_quotation_marks_are_of_the_characters_font_in_chinese_alone() -> None:
    available = {"Libertinus Serif", "Noto Serif", "Noto Serif CJK SC", "Noto Serif CJK KR"}
    first = {"name": "Libertinus Serif", "covers": "latin-in-cjk"}
    assert families("zh", available)[0] == first
    assert families("ko", available)[:2] == [{**first, "covers": "letters"}, "Noto Serif CJK KR"]
    assert families("vi", available)[0] == families("en", available)[0] == "Libertinus Serif"
    assert families("zh", {"Libertinus Serif"}) == ["Libertinus Serif"]
    assert strong_families("my", {"Libertinus Serif", "Noto Sans Myanmar"})[1] == "Noto Sans Myanmar"
    assert strong_families("en", available) == families("en", available)


def test_only_korean_comes_in_pieces() -> None:
    assert running("저희는 UNHCR 편지", "ko") == ["", "저희는", " UNHCR ", "편지", ""]
    assert running("no Hangul", "ko") == "no Hangul"
    assert running("저희는", "en") == "저희는"


def test_cells_keep_korean_words_whole_in_any_letter_and_break_what_no_cell_holds() -> None:
    assert running_in_cell("북한 Mina") == ["", "북한", " Mina"]
    assert running_in_cell("Mina Ito") == "Mina Ito"
    assert running_in_cell("a" * 41).count("\N{ZERO WIDTH SPACE}") == 2
    assert max(len(piece) for piece in running_in_cell("가" * 40)) <= 7


def test_a_language_without_rules_of_its_own_is_set_like_english() -> None:
    assert typography("fr") is LATIN
    assert typography("zh-Hant") is typography("zh")
    assert is_latin("URGE the 연합")
    assert not is_latin("연합의 UN")
    assert not is_latin("123")


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_labels_are_in_the_language_of_the_letter(poppler, setter: Typesetter, sample, language: str) -> None:
    assert "The campaign’s page:" not in poppler.text(setter.set([sample(language)]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_the_structure_in_any_language(
    setter: Typesetter, sample, language: str
) -> None:
    structure = Structure(pdf.write([sample(language)], DIN_B, setter))
    assert structure.wrong() == []
    assert str(structure.root.Lang).startswith(language)
