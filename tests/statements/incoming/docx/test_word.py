from __future__ import annotations

import pytest

from campaign.statements.incoming.docx.word import read
from tests.statements.incoming import made

RUN = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{}</w:t></w:r>"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_bold_and_italics_are_marked_and_their_words_are_plain():
    runs = (("<w:i/>", "Strongly urges"), ("", " Peru "), ("<w:b/>", "now"))
    incoming = read(made.docx(f"<w:p>{''.join(RUN.format(*run) for run in runs)}</w:p>"))
    assert incoming.text == "Strongly urges Peru now\n"
    marked = [(mark.style, incoming.text[mark.start : mark.end]) for mark in incoming.marks]
    assert marked == [("italic", "Strongly urges"), ("bold", "now")]


def test_headings_are_marked():
    styles = (
        f'<w:styles xmlns:w="{made.WORD}"><w:style w:type="paragraph" w:styleId="T">'
        '<w:name w:val="heading 2"/></w:style></w:styles>'
    )
    body = paragraph("Resolutions", '<w:pStyle w:val="T"/>') + made.ONE_ITEM
    incoming = read(made.docx(body, **{"word__styles.xml": styles}))
    [mark] = incoming.marks
    assert (mark.style, incoming.text[mark.start : mark.end]) == ("heading", "Resolutions")


def test_notes_comments_and_deleted_words_are_out_of_the_way():
    body = (
        "<w:p><w:r><w:t>Urges Peru</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:commentReference w:id='1'/></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> to act</w:t></w:r></w:ins></w:p>"
    )
    note = f'<w:footnote w:id="2">{paragraph("A note")}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{made.WORD}">{note}</w:footnotes>'
    assert read(made.docx(body, **{"word__footnotes.xml": notes})).text == "Urges Peru to act\n"


def test_a_number_in_a_cell_of_its_own_stands_before_the_words_of_the_next():
    rows = "".join(
        f"<w:tr>{CELL.format(number)}{CELL.format(words)}</w:tr>"
        for number, words in (("1.", "Urges Peru"), ("(b)", "Urges Chile"), ("Name", "Country"))
    )
    assert read(made.docx(f"<w:tbl>{rows}</w:tbl>")).text.split("\n\n") == [
        *("1. Urges Peru", "(b) Urges Chile", "Name", "Country\n"),
    ]


def test_a_paragraph_that_is_numbered_by_hand_in_a_list_gets_no_second_number():
    numbering = made.numbering(("bullet", "•"))
    body = made.listed("(a) Urges Peru") + made.listed("Urges Chile")
    text = read(made.docx(body, **{"word__numbering.xml": numbering})).text
    assert text == "(a) Urges Peru\n\n- Urges Chile\n"


def test_line_breaks_stay_and_blanks_become_one():
    body = "<w:p><w:r><w:t>Joint  Statement</w:t><w:br/><w:t>by</w:t><w:tab/><w:t>all</w:t></w:r></w:p>"
    assert read(made.docx(body)).text == "Joint Statement\nby all\n"


def test_places_are_paragraphs():
    incoming = read(made.docx(paragraph("One") + paragraph("") + paragraph("Three")))
    assert [place.paragraph for place in incoming.places] == [1, 3]
    assert incoming.place(incoming.text.index("Three")).paragraph == 3
    assert incoming.place(1).paragraph == 1


def test_a_file_saved_as_strict_is_read_too():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    main = f'<w:document xmlns:w="{strict}"><w:body>{made.listed("Urges Peru")}</w:body></w:document>'
    numbering = made.numbering(("decimal", "%1.")).replace(made.WORD, strict)
    assert read(made.docx(main=main, **{"word__numbering.xml": numbering})).text == "1. Urges Peru\n"


@pytest.mark.parametrize("target", ["word/other.xml", "/word/other.xml"])
def test_the_main_part_is_the_one_that_the_package_names(target):
    other = f'<w:document xmlns:w="{made.WORD}"><w:body>{paragraph("Other")}</w:body></w:document>'
    relations = made.relations(("officeDocument", target, "Internal"))
    assert read(made.docx(**{"word__other.xml": other, "_rels__.rels": relations})).text == "Other\n"
