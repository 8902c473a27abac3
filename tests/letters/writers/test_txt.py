from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

from campaign.letters.writers.report import Report
from campaign.letters.writers.txt import WIDTH, stream, text_of

if TYPE_CHECKING:
    from campaign.letters.values import Letter


def test_lines_are_wrapped_and_the_quote_is_indented(organization_letter: Letter) -> None:
    lines = text_of(organization_letter).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert "    “URGE the United Nations and governments of Thailand, Vietnam, Laos," in lines


def test_letters_are_parted_by_form_feeds(signer_letter: Letter) -> None:
    letters = [signer_letter, replace(signer_letter, signatory=("Ana",)), signer_letter]
    written = b"".join(stream(letters, Report())).decode()
    assert written.count("\f") == 2
    assert written.split("\f")[1].rstrip().split("\n\n")[-2] == "Ana"


def test_the_sheet_is_a_table_of_text(organization_letter: Letter) -> None:
    text = text_of(organization_letter)
    assert "other countries          12\n" in text
    assert "  1  Mina Ito" in text
    assert "1,281 people have signed" in text


def test_half_a_character_is_set_aside(signer_letter: Letter) -> None:
    report = Report()
    written = b"".join(stream([replace(signer_letter, subject="\ud800"), signer_letter], report))
    assert written.decode() == text_of(signer_letter)
    assert "U+D800 in the subject" in report.set_aside[0].reason
    assert report.written == 1


def test_twenty_thousand_names_pass_in_little_memory(organization_letter: Letter) -> None:
    many = tuple((f"Name {number}", "Japan") for number in range(20_000))
    letter = replace(organization_letter, annex=replace(organization_letter.annex, names=many))
    tracemalloc.start()
    lines = sum(piece.count(b"\n") for piece in stream([letter], Report()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines > 20_000
    assert peak < 2_000_000
