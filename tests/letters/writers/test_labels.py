from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from campaign.letters.fonts import folders
from campaign.letters.layouts import POINT
from campaign.letters.stationery import LABEL_SHEETS, US_5160
from campaign.letters.writers.addresses import Address
from campaign.letters.writers.errors import NoSuchLabel
from campaign.letters.writers.labels import labels
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from campaign.letters.layouts import Box
    from campaign.letters.stationery import LabelSheet

DAY = date(2026, 11, 26)
SHEETS = pytest.mark.parametrize("sheet", LABEL_SHEETS.values(), ids=LABEL_SHEETS)


def address(key: str, lines: int = 5) -> Address:
    inner = tuple(f"{key}Égj{number} Street, Quarter" for number in range(lines - 1))
    return Address(key, (*inner, f"{key}THAILAND"))


def put(addresses: list[Address], sheet: LabelSheet, report: Report | None = None, **options: int) -> bytes:
    return labels(addresses, sheet, day=DAY, report=report or Report(), fonts=folders(()), **options)


def placed(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = document.pages[page].extract_words(keep_blank_chars=True)
        return [
            (word["text"], *(word[side] * POINT for side in ("x0", "top", "x1", "bottom"))) for word in found
        ]


def outside(word: tuple[str, float, float, float, float], box: Box) -> bool:
    _text, left, top, right, bottom = word
    return left < box.left or top < box.top or right > box.right or bottom > box.bottom


@SHEETS
@pytest.mark.parametrize("lines", [3, 5, 7])
def test_every_line_lies_inside_its_label(sheet: LabelSheet, lines: int) -> None:
    count = sheet.places + 2
    pdf = put([address(f"n{at:02}x", lines) for at in range(count)], sheet)
    pages, seen = [placed(pdf, 0), placed(pdf, 1)], 0
    for at in range(count):
        words = [word for word in pages[at // sheet.places] if word[0].startswith(f"n{at:02}x")]
        seen += len(words)
        assert len(words) == lines
        assert not [word for word in words if outside(word, sheet.box(at).inside(1.5))]
    assert seen == count * lines


@SHEETS
def test_labels_stand_where_the_sheet_has_them(sheet: LabelSheet) -> None:
    last = sheet.box(sheet.places - 1)
    width, height = sheet.page
    assert sheet.box(0).left == pytest.approx(width - last.right, abs=0.05)
    assert sheet.box(0).top == pytest.approx(height - last.bottom, abs=0.05)
    with pdfplumber.open(io.BytesIO(put([address("a")], sheet))) as document:
        page = document.pages[0]
        assert (page.width * POINT, page.height * POINT) == pytest.approx((width, height), abs=0.1)


@SHEETS
def test_the_first_label_may_stand_anywhere_and_addresses_have_copies(sheet: LabelSheet) -> None:
    pdf = put([address("a"), address("b")], sheet, first=sheet.places - 2, copies=2)
    first, second = placed(pdf, 0), placed(pdf, 1)
    for at, key in ((sheet.places - 3, "a"), (sheet.places - 2, "a"), (sheet.places - 1, "b")):
        inside = [word for word in first if not outside(word, sheet.box(at))]
        assert {word[0][0] for word in inside} == {key}
    assert len(first) == 15
    assert all(not outside(word, sheet.box(0)) for word in second)


@pytest.mark.parametrize(("first", "copies"), [(0, 1), (31, 1), (1, 0)])
def test_a_place_that_the_sheet_has_not_is_refused(first: int, copies: int) -> None:
    with pytest.raises(NoSuchLabel, match="1 to 30"):
        put([address("a")], US_5160, first=first, copies=copies)


def test_a_long_line_is_set_smaller_and_a_longer_one_left_out() -> None:
    long = Address(
        "long", ("Permanent Mission of the Lao People’s Democratic Republic", "Geneva", "SWITZERLAND")
    )
    longer = Address("longer", ("W" * 60, "Geneva", "SWITZERLAND"))
    report = Report()
    pdf = put([long, longer, address("short")], US_5160, report)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        sizes = {round(char["size"], 1) for char in document.pages[0].chars}
    assert min(sizes) < 9
    assert min(sizes) >= 6.5
    assert (report.written, [one.letter for one in report.set_aside]) == (2, ["longer"])


def test_who_has_no_address_and_what_no_font_can_set_are_left_out_and_named() -> None:
    report = Report()
    pdf = put([Address("none", ()), Address("odd", ("\ue000", "b", "c")), address("a")], US_5160, report)
    assert {word[0][0] for word in placed(pdf)} == {"a"}
    assert [one.letter for one in report.set_aside] == ["none", "odd"]
    assert "U+E000" in report.set_aside[1].reason
    assert put([Address("none", ())], US_5160) == b""


def test_typst_in_an_address_is_text() -> None:
    pdf = put([Address("a", ("#panic() $x$ *b*", "@key <label> [#raw]", "THAILAND"))], US_5160)
    assert [word[0] for word in placed(pdf)] == ["#panic() $x$ *b*", "@key <label> [#raw]", "THAILAND"]


def test_the_same_addresses_give_the_same_bytes_and_are_tagged() -> None:
    pdf = put([address("a")], US_5160)
    assert pdf == put([address("a")], US_5160)
    assert b"/StructTreeRoot" in pdf
