"""Where the address stands on the page, measured in the PDF by poppler."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.letters.errors import AddressTooWide
from campaign.letters.layouts import DIN_A, LAYOUTS, UK, US_10, Box, Layout
from campaign.letters.writers.errors import InformationTooLong, SenderTakesTooMuch

if TYPE_CHECKING:
    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter
    from tests.letters.writers.conftest import Word

# Typst writes places with five digits; poppler's boxes are those of the font, not of the letters.
NEARLY = 0.02
LAYOUTS_BY_NAME = pytest.mark.parametrize("one", LAYOUTS.values(), ids=LAYOUTS.keys())


def inside(word: Word, box: Box) -> bool:
    return (
        word.left >= box.left - NEARLY
        and word.right <= box.right + NEARLY
        and word.top >= box.top - NEARLY
        and word.bottom <= box.bottom + NEARLY
    )


def touches(word: Word, box: Box) -> bool:
    return word.left < box.right and word.right > box.left and word.top < box.bottom and word.bottom > box.top


@LAYOUTS_BY_NAME
@pytest.mark.parametrize("count", [3, 4, 5, 6, 7])
def test_the_address_stands_inside_the_window_and_nothing_else_does(
    poppler, setter: Typesetter, organization_letter: Letter, one: Layout, count: int
) -> None:
    lines = tuple(f"Address{number}Égj" for number in range(count))
    words = poppler.words(setter.set([replace(organization_letter, address=lines)], one))
    address = [word for word in words if word.text in lines]
    assert len(address) == count
    assert all(inside(word, one.address) for word in address)
    if one.window:
        assert all(inside(word, one.window) for word in address)
        strip = Box(one.address.left, one.address.top - one.return_line, one.address.width, one.return_line)
        seen = [word for word in words if touches(word, one.window) and word not in address]
        assert all(one.return_line and inside(word, strip) for word in seen)


@LAYOUTS_BY_NAME
def test_the_page_has_the_size_of_the_paper_and_folds_only_where_there_are_any(
    poppler, setter: Typesetter, organization_letter: Letter, one: Layout
) -> None:
    letter = replace(organization_letter, annex=None)
    about = poppler.about(setter.set([letter], one))
    width, height = (float(size) for size in about.split("Page size:")[1].split("pts")[0].split("x"))
    assert (width, height) == pytest.approx((one.width * 72 / 25.4, one.height * 72 / 25.4), abs=0.01)
    drawn = poppler.lines(setter.set([letter], one))
    marks = [line for line in drawn if line.x0 * 25.4 / 72 < 5]
    assert [round(mark.top * 25.4 / 72, 1) for mark in marks] == [round(fold, 1) for fold in one.folds]


@LAYOUTS_BY_NAME
def test_sender_date_and_foot_stand_in_their_places(
    poppler, setter: Typesetter, organization_letter: Letter, one: Layout
) -> None:
    sender = ("Senderline", *(f"Senderline{number}" for number in range(5)))
    letter = replace(organization_letter, sender=sender, place="Dateplace", reference="Referenceno")
    words = poppler.words(setter.set([letter], one))
    # The first line's capitals stand at the upper edge; the font's box, which poppler tells, goes beyond.
    above = Box(one.sender.left, one.sender.top - 1.2, one.sender.width, one.sender.height + 1.2)
    shown = [word for word in words if word.text in sender and touches(word, above)]
    assert [word.text for word in sorted(shown, key=lambda word: word.top)][:6] == list(sender)
    assert all(inside(word, above) for word in shown)
    assert all(inside(w, one.information) for w in words if w.text.startswith(("Dateplace", "Referenceno")))
    foot = next(word for word in words if word.text.startswith("https:"))
    assert one.foot_top <= foot.top
    assert foot.bottom <= one.foot_top + one.foot_height
    body = next(word for word in words if word.text == "Excellency,")
    assert body.top > one.body_top


@pytest.mark.parametrize("one", [DIN_A, UK, US_10], ids=lambda layout: layout.name)
def test_a_line_is_measured_against_the_window_that_was_chosen(
    setter: Typesetter, signer_letter: Letter, one: Layout
) -> None:
    fits = "M" * 20
    assert setter.set([replace(signer_letter, address=(fits, "Geneva", "SWITZERLAND"))], one)
    wide = "Office of the United Nations High Commissioner for Refugees in Geneva"
    with pytest.raises(AddressTooWide, match=wide):
        setter.set([replace(signer_letter, address=(wide, "Geneva", "SWITZERLAND"))], one)


def test_a_sender_or_a_date_that_takes_too_much_is_refused(setter: Typesetter, signer_letter: Letter) -> None:
    with pytest.raises(SenderTakesTooMuch, match="lp-th"):
        setter.set([replace(signer_letter, sender=("Long name " * 60,))])
    with pytest.raises(InformationTooLong, match="lp-th"):
        setter.set([replace(signer_letter, place="A place with a long name " * 20)])
