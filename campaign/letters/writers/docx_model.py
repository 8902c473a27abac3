"""The document that letters are written into: python-docx makes it once for a layout and a language.

It has all but the text: styles, settings, feet of pages. The text comes as strings, since making it by
python-docx takes fifty times as long.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from xml.sax.saxutils import escape

import docx
import segno
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.letters.writers import docx_styles as styles
from campaign.letters.writers.docx_xml import twips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter

TEXT: Final = "word/document.xml"
_ABOUT: Final = "docProps/core.xml"
# What stands there until a letter is known.
_TITLE, _AUTHOR, _MOMENT = "(title of the letter)", "(author of the letter)", datetime(1999, 1, 2)  # noqa: DTZ001 - python-docx takes one without a zone
# What python-docx's empty document brings along and nobody reads: a picture of it, styles of Word 2010.
_BALLAST: Final = ("/thumbnail", "/stylesWithEffects", "/customXml")


class Model:
    """A prepared document, and the feet of the pages that its letters need."""

    def __init__(self, layout: Layout, first: Letter) -> None:
        self._layout = layout
        self._first = first
        with speaking(first.language):
            self._prepared = _prepared(layout, first.language, first.campaign_url)
        self._feet = {first.campaign_url: self._prepared.foot}
        self._document: Document | None = None

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after the text's paragraphs in its part of the file."""
        return self._prepared.start, "</w:body></w:document>"

    def letter_section(self, letter: Letter) -> str:
        """How the page of a letter is laid out, with the campaign's address at its foot."""
        url, sheet = letter.campaign_url, self._layout
        foot = self._foot(url, lambda paragraph: _campaign(paragraph, url, sheet))
        return self._section(foot, sheet.sender.top, sheet.height - sheet.foot_top + 4)

    def annex_section(self, words: str) -> str:
        """How the pages of an annex are laid out: `words` and numbers at their feet, from 1."""
        foot = self._foot(f"\f{words}", lambda paragraph: _numbered(paragraph, words))
        return self._section(foot, 22, 24, '<w:pgNumType w:start="1"/>')

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """All parts of the file but its text, with their names."""
        parts = _parts(self._document) if self._document else self._prepared.parts
        for name, content in parts:
            if name == _ABOUT:
                yield name, _described(content, self._first)
            elif name != TEXT:
                yield name, content

    def _foot(self, words: str, fill: Callable[[Paragraph], None]) -> str:
        if words not in self._feet:
            if self._document is None:
                self._document = docx.Document(io.BytesIO(self._prepared.whole))
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
            self._feet[words] = _filled_foot(section, self._layout, fill)
        return self._feet[words]

    def _section(self, foot: str, top: float, bottom: float, numbering: str = "") -> str:
        sheet = self._layout
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{foot}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(sheet.width)}" w:h="{twips(sheet.height)}"/>'
            f'<w:pgMar w:top="{twips(top)}" w:right="{twips(sheet.right)}" w:bottom="{twips(bottom)}"'
            f' w:left="{twips(sheet.left)}" w:header="{twips(8)}" w:footer="{twips(10)}" w:gutter="0"/>'
            f'{numbering}<w:cols w:space="720"/></w:sectPr>'
        )


class _Prepared(NamedTuple):
    whole: bytes
    parts: tuple[tuple[str, bytes], ...]
    start: str
    foot: str


@lru_cache(maxsize=16)
def _prepared(layout: Layout, language: str, url: str) -> _Prepared:
    document = docx.Document()
    styles.prepare(document, language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    for relationships in (document.part.rels, document.part.package.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype.endswith(_BALLAST):
                del relationships[key]
    foot = _filled_foot(section, layout, lambda paragraph: _campaign(paragraph, url, layout))
    _describe(document, language)
    parts = tuple(_parts(document))
    start = dict(parts)[TEXT].decode().partition("<w:body>")[0]
    return _Prepared(_saved(document), parts, f"{start}<w:body>", foot)


def _filled_foot(section: Section, layout: Layout, fill: Callable[[Paragraph], None]) -> str:
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    # The style of a footer has tabs for a sheet of another size.
    paragraph.style = "Normal"
    paragraph.paragraph_format.space_before = Mm(0)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(layout.body_width), WD_TAB_ALIGNMENT.RIGHT)
    fill(paragraph)
    reference = section._sectPr.find(qn("w:footerReference"))  # noqa: SLF001 - python-docx has no public way
    return cast("str", reference.get(qn("r:id")))


def _campaign(foot: Paragraph, url: str, layout: Layout) -> None:
    foot.add_run(f"{_('The campaign’s page:')} {url}\t")
    code = io.BytesIO()
    segno.make(url, error="m").save(code, kind="png", scale=8, border=0)
    code.seek(0)
    picture = foot.add_run().add_picture(code, height=Mm(layout.foot_height))
    picture._inline.docPr.set("descr", _("QR code of the campaign’s address"))  # noqa: SLF001 - no public way


def _numbered(foot: Paragraph, words: str) -> None:
    # No count of them: Word alone keeps one for a section, other programs would print a wrong one.
    before, after = _("Page {page}").split("{page}")
    foot.add_run(f"{words}\t{before}")
    _field(foot, "PAGE")
    foot.add_run(after)


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _describe(document: Document, language: str) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = _TITLE, _AUTHOR, _AUTHOR
    about.created = about.modified = _MOMENT
    about.language, about.comments = styles.tag(language), ""


def _described(about: bytes, letter: Letter) -> bytes:
    # Word takes no more than 255 characters there.
    said = {
        _TITLE: escape(letter.subject[:255]),
        _AUTHOR: escape(letter.sender[0][:255] if letter.sender else ""),
        f"{_MOMENT:%Y-%m-%d}": f"{letter.date:%Y-%m-%d}",
    }
    marks = re.compile("|".join(map(re.escape, said)))
    return marks.sub(lambda mark: said[mark[0]], about.decode()).encode()


def _saved(document: Document) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _parts(document: Document) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(_saved(document))) as parts:
        for name in parts.namelist():
            yield name, parts.read(name)
