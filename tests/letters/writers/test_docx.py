from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm

from campaign.letters import paper
from campaign.letters.values import Paragraph, ParagraphKind
from campaign.letters.writers.docx import write

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

    from campaign.letters.values import Letter


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def inherited(paragraph: DocxParagraph, name: str) -> int:
    own = getattr(paragraph.paragraph_format, name)
    return own if own is not None else getattr(paragraph.style.paragraph_format, name)


@pytest.mark.parametrize("lines", [2, 3, 5, 7])
@pytest.mark.parametrize("sender", [1, 4, 6])
def test_exact_heights_bring_the_address_into_the_window(
    signer_letter: Letter, lines: int, sender: int
) -> None:
    address = tuple(f"Line {number}" for number in range(lines)) if lines > 2 else ()
    letter = replace(signer_letter, address=address, sender=("Name", *("Street",) * (sender - 1)))
    document = read(write([letter]))
    top = document.sections[0].top_margin
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            break
        assert paragraph.style.paragraph_format.space_after == 0
        top += inherited(paragraph, "space_before")
        if paragraph.text == letter.address_lines[0]:
            assert abs(top / Mm(1) - paper.ADDRESS_TOP) < 0.1
        top += inherited(paragraph, "line_spacing")
        rule = (
            paragraph.paragraph_format.line_spacing_rule or paragraph.style.paragraph_format.line_spacing_rule
        )
        assert rule is WD_LINE_SPACING.EXACTLY
        if paragraph.text == letter.address_lines[-1]:
            assert top / Mm(1) < paper.FIELD_BOTTOM + 0.1
    assert abs(top / Mm(1) - 96) < 0.2


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
