from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm

from campaign.letters.layouts import DIN_B, LAYOUTS, UK
from campaign.letters.values import Paragraph, ParagraphKind
from campaign.letters.writers.docx import stream
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def inherited(paragraph: DocxParagraph, name: str) -> int:
    own = getattr(paragraph.paragraph_format, name)
    return own if own is not None else getattr(paragraph.style.paragraph_format, name)


def write(letters: Iterable[Letter], layout: Layout = DIN_B, report: Report | None = None) -> bytes:
    return b"".join(stream(letters, layout, report or Report()))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("lines", [2, 3, 5, 7])
@pytest.mark.parametrize("sender", [1, 4, 6])
def test_exact_heights_bring_the_address_into_the_window(
    signer_letter: Letter, layout: Layout, lines: int, sender: int
) -> None:
    address = tuple(f"Line {number}" for number in range(lines)) if lines > 2 else ()
    letter = replace(signer_letter, address=address, sender=("Name", *("Street",) * (sender - 1)))
    document = read(write([letter], layout))
    top = document.sections[0].top_margin
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            break
        assert paragraph.style.paragraph_format.space_after == 0
        top += inherited(paragraph, "space_before")
        if paragraph.text == letter.address_lines[0]:
            assert abs(top / Mm(1) - layout.address.top) < 0.1
        top += inherited(paragraph, "line_spacing")
        rule = (
            paragraph.paragraph_format.line_spacing_rule or paragraph.style.paragraph_format.line_spacing_rule
        )
        assert rule is WD_LINE_SPACING.EXACTLY
        if paragraph.text == letter.address_lines[-1]:
            assert top / Mm(1) < layout.address.bottom + 0.1
    assert abs(top / Mm(1) - layout.body_top + 2.5) < 0.2


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_lines_of_the_address_keep_to_its_width(signer_letter: Letter, layout: Layout) -> None:
    document = read(write([signer_letter], layout))
    section = document.sections[0]
    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(layout.width), abs=700),
        pytest.approx(Mm(layout.height), abs=700),
    )
    lines = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Address"]
    assert [line.text for line in lines] == list(signer_letter.address_lines)
    for line in lines:
        assert (section.left_margin + line.paragraph_format.left_indent) / Mm(1) == pytest.approx(
            layout.address.left, abs=0.1
        )
        right = section.page_width - section.right_margin - line.paragraph_format.right_indent
        assert right / Mm(1) == pytest.approx(layout.address.right, abs=0.1)


def test_a_long_name_is_broken_and_leaves_the_address_in_its_place(signer_letter: Letter) -> None:
    letter = replace(signer_letter, sender=("Wolfeschlegelsteinhausenberger " * 3, "Osaka"))
    document = read(write([letter], UK))
    lines = [one.text for one in document.paragraphs if one.style.name == "Sender"]
    assert " ".join(lines) == " ".join(" ".join(letter.sender).split())
    heights = sum(inherited(one, "line_spacing") for one in document.paragraphs if "Sender" in one.style.name)
    assert heights / Mm(1) <= UK.address.top - UK.sender.top + 0.1


def test_what_word_cannot_hold_is_set_aside_and_the_others_are_written(signer_letter: Letter) -> None:
    wide = replace(signer_letter, key="wide", address=("W" * 99, "Bangkok", "THAILAND"))
    crowded = replace(signer_letter, key="crowded", sender=("N" * 100, *("S" * 300,) * 5))
    control = replace(signer_letter, key="control", subject="A\x08B")
    report = Report()
    document = read(write([wide, signer_letter, crowded, control, signer_letter], DIN_B, report))
    assert len(document.sections) == report.written == 2
    assert [one.letter for one in report.set_aside] == ["wide", "crowded", "control"]
    assert "U+0008 in the subject" in report.set_aside[2].reason


def test_where_no_letter_can_be_written_there_is_no_file(signer_letter: Letter) -> None:
    assert list(stream([replace(signer_letter, subject="\ufffe")], DIN_B, Report())) == []
    assert list(stream([], DIN_B, Report())) == []


@pytest.mark.parametrize(
    ("language", "spoken", "text", "font"),
    [
        ("ko", ("en-GB", "ko-KR"), "난민의 보호", "Batang"),
        ("ja", ("en-GB", "ja-JP"), "難民の保護", "MS Mincho"),
        ("zh", ("en-GB", "zh-CN"), "保护难民", "SimSun"),
        ("vi", ("vi-VN", "ko-KR"), "Bảo vệ người tị nạn", "Batang"),
    ],
)
def test_each_language_has_its_font_and_is_named(
    signer_letter: Letter, language: str, spoken: tuple[str, str], text: str, font: str
) -> None:
    document = read(write([replace(signer_letter, language=language, subject=text)]))
    normal = document.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == font
    lang = next(document.styles.element.iter(qn("w:lang")))
    assert (lang.get(qn("w:val")), lang.get(qn("w:eastAsia"))) == spoken
    assert text in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("th", "คุ้มครอง UNHCR ผู้ลี้ภัย", "Leelawadee UI"),
        ("lo", "ປົກປ້ອງ UNHCR ຊາວອົບພະຍົບ", "Leelawadee UI"),
        ("my", "ကာကွယ် UNHCR ဒုက္ခသည်", "Myanmar Text"),
    ],
)
def test_complex_scripts_are_marked_as_such_and_latin_beside_them_is_not(
    signer_letter: Letter, language: str, text: str, font: str
) -> None:
    document = read(write([replace(signer_letter, language=language, subject=text)]))
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:cs")) == font
    subject = next(one for one in document.paragraphs if one.style.name == "Heading 1")
    assert subject.text == text
    marked = [
        run.text.strip() for run in subject.runs if run._r.find(f"{qn('w:rPr')}/{qn('w:cs')}") is not None
    ]
    assert " ".join(marked) == text.replace("UNHCR ", "")


def test_twenty_thousand_names_pass_in_little_memory(organization_letter: Letter) -> None:
    many = tuple((f"Name {number}", "Japan") for number in range(20_000))
    letter = replace(organization_letter, annex=replace(organization_letter.annex, names=many))
    tracemalloc.start()
    size = sum(len(piece) for piece in stream([letter], DIN_B, Report()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 100_000
    assert peak < 4_000_000


def test_memory_does_not_grow_with_the_letters(signer_letter: Letter) -> None:
    def peak(letters: int) -> int:
        tracemalloc.start()
        for _piece in stream((signer_letter for _ in range(letters)), DIN_B, Report()):
            pass
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return taken

    peak(1)
    assert peak(1000) < peak(100) * 1.2


def test_a_letter_has_named_styles_a_title_and_a_language(organization_letter: Letter) -> None:
    document = read(write([organization_letter]))
    by_style = {paragraph.style.name: paragraph.text for paragraph in document.paragraphs}
    assert by_style["Heading 1"] == organization_letter.subject
    assert by_style["Quote"].startswith("“URGE")
    assert by_style["Quote Source"].startswith("Item 1.3")
    assert document.core_properties.title == organization_letter.subject
    assert document.core_properties.language == "en-GB"


def test_each_letter_has_its_own_section_and_page_foot(
    organization_letter: Letter, signer_letter: Letter
) -> None:
    other = replace(signer_letter, campaign_url="https://letters.example.org/c/other")
    document = read(write([organization_letter, signer_letter, other]))
    feet = [section.footer.paragraphs[0].text for section in document.sections]
    assert len(feet) == 4
    assert "Page" in feet[1]
    assert "/c/other" in feet[3]
    assert not [paragraph for paragraph in document.paragraphs if not paragraph.text]


def test_the_sheet_is_a_table_whose_head_comes_again(organization_letter: Letter) -> None:
    countries, names = read(write([organization_letter])).tables
    assert [cell.text for cell in names.rows[2].cells] == ["2", "Kim Minji", "South Korea"]
    assert "tblHeader" in names.rows[0]._tr.xml
    assert "tblHeader" in countries.rows[0]._tr.xml


@pytest.mark.parametrize("text", ["<w:p/> &lt; ]]>", "((signer name))", "{{ 7*7 }}", "#panic()", "\"' & <b>"])
def test_markup_is_text(signer_letter: Letter, text: str) -> None:
    sly = replace(
        signer_letter,
        subject=text,
        sender=(text,),
        paragraphs=(Paragraph(ParagraphKind.OWN, text),),
        signatory=(text,),
    )
    document = read(write([sly]))
    assert [paragraph.text for paragraph in document.paragraphs].count(text) == 5
    assert document.core_properties.title == text


def test_the_same_letters_give_the_same_bytes(organization_letter: Letter, signer_letter: Letter) -> None:
    letters = [organization_letter, signer_letter]
    assert write(letters) == write(letters)
