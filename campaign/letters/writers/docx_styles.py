"""The styles of a letter in Word, and the heights that keep its address in the window.

Every line above the text has an exact height, and only the space before a paragraph is used (Word adds or
merges the spaces of neighbours, depending on its settings): so the address stands where the PDF has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from campaign.letters import paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

# Everybody has it or one of the same widths, so that a letter of one page stays one.
FONT: Final = "Times New Roman"
INK: Final = RGBColor(0x1D, 0x1C, 0x1A)
SOFT: Final = RGBColor(0x5B, 0x58, 0x52)

SENDER, SENDER_NAME, RETURN, ADDRESS = "Sender", "Sender Name", "Return Address", "Address"
INFORMATION, SALUTATION, CLOSING, SIGNATURE = "Information", "Salutation", "Closing", "Signature"
QUOTE, SOURCE, FOOT = "Quote", "Quote Source", "Footer"
SUBJECT, TITLE, CAPTION = "Heading 1", "Heading 2", "Heading 3"

# Heights of exact lines, in millimetres.
NAME_LINE: Final = 6.0
SENDER_LINE: Final = 4.0
RETURN_LINE: Final = 4.0
RETURN_GAP: Final = 1.0
INFORMATION_GAP: Final = 1.0
INFORMATION_LINE: Final = 5.0


def space_before_return(sender_lines: int) -> float:
    """The space, in millimetres, that brings the line with the sender right above the address."""
    sender = NAME_LINE + SENDER_LINE * (sender_lines - 1) if sender_lines else 0.0
    return paper.ADDRESS_TOP - RETURN_GAP - RETURN_LINE - sender - paper.SENDER_TOP


def space_before_information(address_lines: int) -> float:
    """The space, in millimetres, that brings reference and date right under the address field."""
    address = paper.line_pitch(address_lines) * address_lines
    return paper.FIELD_BOTTOM + INFORMATION_GAP - paper.ADDRESS_TOP - address


def prepare(document: Document) -> None:
    """Give `document` the styles of a letter."""
    normal = _style(document, "Normal", size=11, before=7)
    normal.paragraph_format.line_spacing = 1.15
    _style(document, SENDER, size=9, color=SOFT, exact=SENDER_LINE)
    _style(document, SENDER_NAME, size=12, bold=True, exact=NAME_LINE)
    _style(document, RETURN, size=7, color=SOFT, exact=RETURN_LINE).font.underline = True
    _style(document, ADDRESS, size=10)
    _style(document, INFORMATION, size=10, exact=INFORMATION_LINE)
    _style(document, SUBJECT, size=11.5, bold=True, before=18)
    _style(document, SALUTATION, before=12)
    quote = _style(document, QUOTE, before=7)
    quote.font.italic = True
    source = _style(document, SOURCE, size=9, color=SOFT)
    for quoted in (quote, source):
        quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Mm(7)
    _style(document, CLOSING, before=12).paragraph_format.keep_with_next = True
    _style(document, SIGNATURE)
    _style(document, FOOT, size=9, color=SOFT)
    _style(document, TITLE, size=15, bold=True)
    _style(document, CAPTION, size=11, bold=True, before=14).paragraph_format.keep_with_next = True


def _style(  # noqa: PLR0913 - what a style is told, each by its name
    document: Document,
    name: str,
    *,
    size: float = 11,
    bold: bool = False,
    color: RGBColor = INK,
    before: float = 0,
    exact: float | None = None,
) -> ParagraphStyle:
    style = _made(document, name)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = color
    _forget_theme_fonts(style)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(0)
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if exact is not None:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(exact)
    return style


def _made(document: Document, name: str) -> ParagraphStyle:
    if name in {style.name for style in document.styles}:
        return cast("ParagraphStyle", document.styles[name])
    made = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    made.base_style = document.styles["Normal"]
    return made


def _forget_theme_fonts(style: ParagraphStyle) -> None:
    # The headings of python-docx's empty document name a font of the theme, which wins over a name.
    fonts = style.element.rPr.rFonts
    for attribute in ("w:asciiTheme", "w:hAnsiTheme"):
        fonts.attrib.pop(qn(attribute), None)
