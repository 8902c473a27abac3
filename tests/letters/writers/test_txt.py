from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from campaign.letters.writers.txt import WIDTH, text_of, write

if TYPE_CHECKING:
    from campaign.letters.values import Letter


def test_lines_are_wrapped_and_the_quote_is_indented(organization_letter: Letter) -> None:
    lines = text_of(organization_letter).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert "    “URGE the United Nations and governments of Thailand, Vietnam, Laos," in lines


def test_letters_are_parted_by_form_feeds(signer_letter: Letter) -> None:
    written = write([signer_letter, replace(signer_letter, signatory=("Ana",)), signer_letter]).decode()
    assert written.count("\f") == 2
    assert written.split("\f")[1].rstrip().split("\n\n")[-2] == "Ana"


def test_the_sheet_is_a_table_of_text(organization_letter: Letter) -> None:
    text = text_of(organization_letter)
    assert "other countries          12\n" in text
    assert "  1  Mina Ito" in text
    assert "1,281 people have signed" in text
