from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from campaign.letters.layouts import DIN_B, US_10
from campaign.letters.writers import pdf
from campaign.letters.writers.errors import NameLeftOut
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter


def with_names(letter: Letter, names: Iterable[tuple[str, str]], count: int) -> Letter:
    assert letter.annex
    return replace(letter, annex=replace(letter.annex, names=names, total=count + 5, unnamed=5))


def test_the_sheet_follows_the_letter(poppler, setter: Typesetter, organization_letter: Letter) -> None:
    file = pdf.write([organization_letter], DIN_B, setter)
    assert poppler.pages(file) == 2
    assert "Mina Ito" in poppler.text(file)


@pytest.mark.parametrize("count", [150, 201, 1500])
@pytest.mark.parametrize("layout", [DIN_B, US_10], ids=lambda layout: layout.name)
def test_a_long_sheet_repeats_its_head_and_numbers_its_pages(
    poppler, setter: Typesetter, organization_letter: Letter, count: int, layout: Layout
) -> None:
    names = [(f"Person {number}", "Japan") for number in range(1, count + 1)]
    text = poppler.text(pdf.write([with_names(organization_letter, names, count)], layout, setter))
    pages = text.split("\f")[1:-1]
    assert len(pages) > 2
    for at, page in enumerate(pages, start=1):
        assert f"Page {at} of {len(pages)}" in page
        assert ("No." in page) is ("Person" in page)
    assert [word for word in text.split() if word.isdecimal() and int(word) == count]
    shown = [int(line.split()[2]) for line in text.splitlines() if "Person" in line]
    assert shown == list(range(1, count + 1))


def test_names_are_read_once_and_a_few_at_a_time(setter: Typesetter, organization_letter: Letter) -> None:
    taken = []

    class FromSomewhere:
        def __iter__(self):
            for number in range(2500):
                taken.append(number)
                yield f"Person {number}", "Japan"

    letter = with_names(organization_letter, FromSomewhere(), 2500)
    pieces = pdf.stream([letter], DIN_B, setter, Report())
    before = [len(taken) for _piece in pieces]
    assert before[0] == 0
    assert before[2] < 1200
    assert taken == list(range(2500))


def test_a_name_that_cannot_be_set_is_named_and_its_line_says_so(
    poppler, bare_setter: Typesetter, organization_letter: Letter
) -> None:
    letter = with_names(organization_letter, (("Mina Ito", "Japan"), ("김민지", "South Korea")), 2)
    report = Report()
    text = poppler.text(b"".join(pdf.stream([letter], DIN_B, bare_setter, report)))
    assert "Mina Ito" in text
    assert "cannot be printed" in text
    assert report.written == 1
    assert [aside.letter for aside in report.set_aside] == [f"{letter.key} 2"]
    assert "U+AE40" in report.set_aside[0].reason
    with pytest.raises(NameLeftOut, match="Line 2 of the signature sheet"):
        pdf.write([letter], DIN_B, bare_setter)


@pytest.mark.parametrize("name", ["M" * 100, "漢" * 100, "Ann " * 25, "i" * 100])
@pytest.mark.parametrize("count", [1, 400])
def test_a_long_name_stays_in_its_cell(
    poppler, setter: Typesetter, organization_letter: Letter, name: str, count: int
) -> None:
    names = (("Mina Ito", "Japan"), (name, "Japan"), *((f"Person {n}", "Japan") for n in range(count)))
    file = pdf.write([with_names(organization_letter, names, len(names))], DIN_B, setter)
    words = [
        word
        for page in range(2, poppler.pages(file) + 1)
        for word in poppler.words(file, page=page)
        if word.text != "No."
    ]
    countries = [word for word in words if word.text == "Japan" and word.left > 100][-count - 1 :]
    long = [word for word in words if word.text.replace("\u200b", "") in name and len(word.text) > 2]
    assert long
    assert max(word.right for word in long) < countries[0].left
    rows = sorted(word.top for word in countries)
    gaps = [after - before for before, after in pairwise(rows) if after > before]
    assert all(abs(gap - 6.2) < 0.05 for gap in gaps[:30])
