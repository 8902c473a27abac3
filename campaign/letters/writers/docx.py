"""Letters for Word and its like: the same words, the address at the same place, open to be edited."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

import docx
import segno
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters import paper
from campaign.letters.values import ParagraphKind
from campaign.letters.wording import locale
from campaign.letters.writers import docx_styles as styles
from campaign.letters.writers.archive import archive
from campaign.letters.writers.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as DocxParagraph

    from campaign.letters.values import Letter
    from campaign.letters.writers.sheet import Sheet, Table

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The width of a column of figures, in millimetres.
FIGURES: Final = 25.0


def write(letters: Sequence[Letter]) -> bytes:
    """One document of all the letters, each a section of its own; the same letters give the same bytes."""
    document = docx.Document()
    styles.prepare(document)
    _describe(document, letters[0])
    for at, letter in enumerate(letters):
        with speaking(letter.language):
            section = _new_section(document) if at else document.sections[0]
            _letter(document, section, letter)
            if sheet := sheet_of(letter):
                _sheet(document, _new_section(document), sheet)
    return _timeless(document)


def _new_section(document: Document) -> Section:
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    # python-docx ends a section with an empty paragraph, which could fall on a page of its own.
    ending = document.paragraphs[-1]._p  # noqa: SLF001 - python-docx has no public way
    before, ends = ending.getprevious(), ending.find(f".//{qn('w:sectPr')}")
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(ends)
        ending.getparent().remove(ending)
    return section


def _letter(document: Document, section: Section, letter: Letter) -> None:
    _lay_out(section, top=paper.SENDER_TOP, bottom=paper.PAGE_HEIGHT - paper.FOOT_TOP + 4)
    _head(document, letter)
    document.add_paragraph(letter.subject, styles.SUBJECT)
    document.add_paragraph(letter.salutation, styles.SALUTATION)
    for paragraph in letter.paragraphs:
        quoted = paragraph.kind is ParagraphKind.QUOTE
        document.add_paragraph(paragraph.text, styles.QUOTE if quoted else "Normal")
        if paragraph.source:
            document.add_paragraph(paragraph.source, styles.SOURCE)
    document.add_paragraph(letter.close, styles.CLOSING)
    for at, line in enumerate(letter.signatory):
        signed = document.add_paragraph(style=styles.SIGNATURE)
        signed.add_run(line).bold = at == 0
        signed.paragraph_format.space_before = Mm(14 if at == 0 else 0)
    _foot(section, letter)


def _head(document: Document, letter: Letter) -> None:
    for at, line in enumerate(letter.sender):
        document.add_paragraph(line, styles.SENDER if at else styles.SENDER_NAME)
    returned = document.add_paragraph(letter.return_line, styles.RETURN)
    returned.paragraph_format.space_before = Mm(styles.space_before_return(len(letter.sender)))
    lines = letter.address_lines
    for at, line in enumerate(lines):
        shown = document.add_paragraph(line, styles.ADDRESS).paragraph_format
        shown.space_before = Mm(0 if at else styles.RETURN_GAP)
        shown.line_spacing = Mm(paper.line_pitch(len(lines)))
        shown.right_indent = Mm(paper.BODY_WIDTH - paper.ADDRESS_WIDTH)
    information = document.add_paragraph(style=styles.INFORMATION)
    information.paragraph_format.space_before = Mm(styles.space_before_information(len(lines)))
    information.paragraph_format.tab_stops.add_tab_stop(Mm(paper.BODY_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    reference = f"{_('Our reference')} {letter.reference}" if letter.reference else ""
    information.add_run(f"{reference}\t{letter.dateline}")


def _foot(section: Section, letter: Letter) -> None:
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    _right_tab(foot)
    foot.add_run(f"{_('The campaign’s page:')} {letter.campaign_url}\t")
    code = io.BytesIO()
    segno.make(letter.campaign_url, error="m").save(code, kind="png", scale=8, border=0)
    code.seek(0)
    picture = foot.add_run().add_picture(code, height=Mm(paper.FOOT_HEIGHT))
    picture._inline.docPr.set("descr", _("QR code of the campaign’s address"))  # noqa: SLF001 - no public way


def _sheet(document: Document, section: Section, sheet: Sheet) -> None:
    _lay_out(section, top=22, bottom=24)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    _right_tab(foot)
    before, after = _("Page {page} of {pages}").split("{page}")
    foot.add_run(f"{sheet.subject}\t{before}")
    _field(foot, "PAGE")
    middle, end = after.split("{pages}")
    foot.add_run(middle)
    _field(foot, "SECTIONPAGES")
    foot.add_run(end)
    _number_from_one(section)
    document.add_paragraph(sheet.title, styles.TITLE)
    document.add_paragraph(sheet.subject)
    document.add_paragraph(sheet.lead)
    _table(document, sheet.countries)
    if sheet.names:
        _table(document, sheet.names)
    if sheet.unnamed:
        document.add_paragraph(sheet.unnamed)


def _table(document: Document, told: Table) -> None:
    document.add_paragraph(told.caption, styles.CAPTION)
    table = document.add_table(rows=0, cols=len(told.heads), style="Table Grid")
    words = len(told.heads) - len(told.numbers)
    for column, grid in enumerate(table.columns):
        rest = (paper.BODY_WIDTH - FIGURES * len(told.numbers)) / words
        grid.width = Mm(FIGURES if column in told.numbers else rest)
    for at, row in enumerate((told.heads, *told.rows)):
        cells = table.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            _fill(cell, text, bold=at == 0, right=column in told.numbers)
    # The row of heads comes again on every page, and a screen reader speaks it.
    heads = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way
    heads.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, *, bold: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = Mm(0)
    paragraph.add_run(text).bold = bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(paragraph: DocxParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _number_from_one(section: Section) -> None:
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    # The schema wants it right before the columns.
    section._sectPr.find(qn("w:cols")).addprevious(numbering)  # noqa: SLF001 - python-docx has no page numbers


def _right_tab(paragraph: DocxParagraph) -> None:
    # The style of a footer has a tab in the middle of a sheet of another size.
    paragraph.style = "Normal"
    paragraph.paragraph_format.space_before = Mm(0)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(paper.BODY_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _lay_out(section: Section, top: float, bottom: float) -> None:
    section.page_width, section.page_height = Mm(paper.PAGE_WIDTH), Mm(paper.PAGE_HEIGHT)
    section.left_margin, section.right_margin = Mm(paper.LEFT), Mm(paper.RIGHT)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.header_distance, section.footer_distance = Mm(8), Mm(10)


def _describe(document: Document, letter: Letter) -> None:
    about = document.core_properties
    tag = str(locale(letter.language)).replace("_", "-")
    day = datetime.combine(letter.date, time())
    about.title, about.language, about.comments = letter.subject, tag, ""
    about.author = about.last_modified_by = letter.sender[0] if letter.sender else ""
    about.created = about.modified = day
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), tag)


def _timeless(document: Document) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts:
        return archive((name, parts.read(name)) for name in parts.namelist())
