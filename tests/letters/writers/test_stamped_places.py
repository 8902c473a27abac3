"""Where names of many scripts stand on a print run, against where Typst sets them."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest

from campaign.core.languages import speaking
from campaign.letters.fonts import DEBIAN_FOLDERS, folders
from campaign.letters.languages import country
from campaign.letters.layouts import DIN_B, US_10
from campaign.letters.values import ParagraphKind
from campaign.letters.writers.print_run import COUNTRY, NAME, PrintRun
from campaign.letters.writers.report import Report
from campaign.letters.writers.stamping import Stamp

if TYPE_CHECKING:
    from campaign.letters.layouts import Box, Layout
    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter

MM_A_POINT = 25.4 / 72
# Marks that Typst raises have baselines of their own, so many millimetres at most from the line's.
RAISED = 1.6
SIGNERS = [
    ("Đặng Thị Ánh", "Huế", "VN"),
    ("김 민지", "서울", "KR"),
    ("いとう ミナ", "大阪", "JP"),
    ("陈晓明", "北京", "CN"),
    ("สมชาย น้ำเพชร", "กรุงเทพฯ", "TH"),
    ("ສົມສັກ ນ້ຳ", "ວຽງຈັນ", "LA"),
    ("အောင်ကျော် ကြီး", "ရန်ကုန်", "MM"),
    ("مينا محمد", "القاهرة", "EG"),
    ("מינה כהן", "תל אביב", "IL"),
    ("मीना कुमारी", "दिल्ली", "IN"),
]


@pytest.mark.parametrize(
    ("language", "layout"),
    [("en", DIN_B), ("ko", DIN_B), ("th", US_10), ("my", DIN_B)],
    ids=lambda one: getattr(one, "name", one),
)
def test_names_of_every_script_stand_within_two_tenths_of_a_millimetre_of_the_set_ones(
    setter: Typesetter, signer_letter: Letter, language: str, layout: Layout
) -> None:
    if len(folders(())) < len(DEBIAN_FOLDERS):
        return
    shared = tuple(one for one in signer_letter.paragraphs if one.kind is not ParagraphKind.OWN)
    base = replace(signer_letter, language=language, paragraphs=shared, signatory=(NAME, COUNTRY))
    stamps = [
        Stamp(f"th-pm {at}", name, city, country(code, language), 7)
        for at, (name, city, code) in enumerate(SIGNERS)
    ]
    with speaking(language):
        stamped = b"".join(PrintRun(base, layout, folders(())).stream(stamps, Report()))
        typeset = setter.set([_letter(base, stamp) for stamp in stamps], layout)
    ours, theirs = _places(stamped, layout), _places(typeset, layout)
    assert len(ours) == len(SIGNERS)
    for stamp, one, other in zip(stamps, ours, theirs, strict=True):
        assert len(one) == len(other) >= 5, stamp
        for line, wanted in zip(one, other, strict=True):
            assert line == pytest.approx(wanted, abs=0.2), stamp


def test_a_name_from_right_to_left_begins_where_the_set_one_does(
    poppler, setter: Typesetter, signer_letter: Letter
) -> None:
    if len(folders(())) < len(DEBIAN_FOLDERS):
        return
    shared = tuple(one for one in signer_letter.paragraphs if one.kind is not ParagraphKind.OWN)
    base = replace(signer_letter, paragraphs=shared, signatory=(NAME, COUNTRY))
    # In the return line, the city stands at the left of the name if both are read from the right.
    signers = [("مينا", "القاهرة"), ("מינה", "חיפה"), ("مينا", "Cairo"), ("Mina", "القاهرة"), ("مينا", "")]
    stamps = [Stamp("th-pm", name, city, "Egypt", 7) for name, city in signers]
    pdf = b"".join(PrintRun(base, DIN_B, folders(())).stream(stamps, Report()))
    for page, stamp in enumerate(stamps, start=1):
        read = {stamp.name, stamp.name[::-1]}
        ours, theirs = (
            sorted((round(word.top), word.left) for word in words if word.text in read)
            for words in (poppler.words(pdf, page), poppler.words(setter.set([_letter(base, stamp)])))
        )
        assert len(ours) == 3
        assert [left for _top, left in ours] == pytest.approx([left for _top, left in theirs], abs=0.2)


def _letter(base: Letter, stamp: Stamp) -> Letter:
    return replace(
        base,
        sender=tuple(part for part in (stamp.name, stamp.city, stamp.country) if part),
        place=stamp.city,
        signatory=(stamp.name, stamp.country),
        reference="000007",
    )


def _places(pdf: bytes, layout: Layout) -> list[list[tuple[float, float, float]]]:
    """On each page the baseline, the left and the right end of every line of sender, return line and end."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [_of_page(page.chars, layout) for page in opened.pages]


def _of_page(characters: list[dict[str, Any]], layout: Layout) -> list[tuple[float, float, float]]:
    glyphs = [
        (layout.height - one["matrix"][5] * MM_A_POINT, one["matrix"][4] * MM_A_POINT, one["x1"] * MM_A_POINT)
        for one in characters
        if one["text"].strip()
    ]
    strip = replace(layout.address, top=layout.address.top - layout.return_line, height=layout.return_line)
    body = _lines([one for one in glyphs if layout.body_top < one[0] < layout.body_bottom])
    return [*_lines(_within(glyphs, layout.sender)), *_lines(_within(glyphs, strip)), *body[-2:]]


def _within(glyphs: list[tuple[float, float, float]], box: Box) -> list[tuple[float, float, float]]:
    return [one for one in glyphs if box.top < one[0] < box.bottom and box.left - 1 < one[1] < box.right]


def _lines(glyphs: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    lines: list[list[tuple[float, float, float]]] = []
    for glyph in sorted(glyphs):
        if lines and glyph[0] - lines[-1][-1][0] < RAISED:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [
        (
            Counter(round(baseline, 2) for baseline, _left, _right in line).most_common(1)[0][0],
            min(left for _baseline, left, _right in line),
            max(right for _baseline, _left, right in line),
        )
        for line in lines
    ]
