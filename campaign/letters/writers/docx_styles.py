"""The styles of a letter in Word: sizes, colours, and a font for each kind of script."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from campaign.letters.wording import locale
from campaign.letters.writers.docx_heights import INFORMATION_LINE, NAME_LINE, RETURN_LINE, SENDER_LINE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from lxml.etree import _Element

# Everybody has it or one of the same widths, so that a letter of one page stays one.
FONT: Final = "Times New Roman"
# What Word has on Windows; other programs take another font for the script.
EAST_ASIAN: Final = MappingProxyType({"ko": "Batang", "ja": "MS Mincho", "zh": "SimSun"})
COMPLEX: Final = MappingProxyType({"th": "Leelawadee UI", "lo": "Leelawadee UI", "my": "Myanmar Text"})
INK: Final = RGBColor(0x1D, 0x1C, 0x1A)
SOFT: Final = RGBColor(0x5B, 0x58, 0x52)

SENDER, SENDER_NAME, RETURN, ADDRESS = "Sender", "Sender Name", "Return Address", "Address"
INFORMATION, SALUTATION, CLOSING, SIGNATURE = "Information", "Salutation", "Closing", "Signature"
QUOTE, SOURCE, FOOT, TEXT = "Quote", "Quote Source", "Footer", "Normal"
SUBJECT, TITLE, CAPTION = "Heading 1", "Heading 2", "Heading 3"
ALL: Final = (
    *(SENDER, SENDER_NAME, RETURN, ADDRESS, INFORMATION, SALUTATION, CLOSING, SIGNATURE),
    *(QUOTE, SOURCE, FOOT, TEXT, SUBJECT, TITLE, CAPTION),
)


def style_id(name: str) -> str:
    """What a paragraph says to have the style of this name."""
    return name.replace(" ", "")


def prepare(document: Document, language: str) -> None:
    """Give `document` the styles of a letter in `language`."""
    _forget_defaults(document)
    normal = _style(document, TEXT, size=11, before=7)
    normal.paragraph_format.line_spacing = 1.15
    _style(document, SENDER, size=9, color=SOFT, exact=SENDER_LINE)
    _style(document, SENDER_NAME, size=12, bold=True, exact=NAME_LINE)
    _style(document, RETURN, size=7, color=SOFT, exact=RETURN_LINE).font.underline = True
    _style(document, ADDRESS, size=10)
    _style(document, INFORMATION, size=10, exact=INFORMATION_LINE)
    _style(document, SUBJECT, size=11.5, bold=True, before=10)
    _style(document, SALUTATION, before=12)
    quote = _style(document, QUOTE, before=7)
    quote.font.italic = quote.font.cs_italic = True
    source = _style(document, SOURCE, size=9, color=SOFT)
    for quoted in (quote, source):
        quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Mm(7)
    _style(document, CLOSING, before=12).paragraph_format.keep_with_next = True
    _style(document, SIGNATURE)
    _style(document, FOOT, size=9, color=SOFT)
    _style(document, TITLE, size=15, bold=True)
    _style(document, CAPTION, size=11, bold=True, before=14).paragraph_format.keep_with_next = True
    _speak(document, language)


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
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold = style.font.cs_bold = bold
    style.font.color.rgb = color
    _forget_theme(style.element.rPr.rFonts)
    _set_complex_size(style, size)
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
    made.base_style = document.styles[TEXT]
    return made


def _forget_defaults(document: Document) -> None:
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _forget_theme(fonts)


def _forget_theme(fonts: _Element) -> None:
    # The headings of python-docx's empty document name a font of the theme, which wins over a name.
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)


def _set_complex_size(style: ParagraphStyle, size: float) -> None:
    properties = style.element.rPr
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    properties.find(qn("w:sz")).addnext(complex_size)


def _speak(document: Document, language: str) -> None:
    short = language.partition("-")[0]
    east_asian = EAST_ASIAN.get(short, EAST_ASIAN["ko"])
    complex_script = COMPLEX.get(short, FONT)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.set(qn("w:ascii"), FONT)
        fonts.set(qn("w:hAnsi"), FONT)
        fonts.set(qn("w:eastAsia"), east_asian)
        fonts.set(qn("w:cs"), complex_script)
    for spoken in document.styles.element.iter(qn("w:lang")):
        # The quote is English, and so is what else of the letter is in Latin letters.
        is_latin = short not in EAST_ASIAN and short not in COMPLEX
        spoken.set(qn("w:val"), tag(language if is_latin else "en"))
        spoken.set(qn("w:eastAsia"), tag(short if short in EAST_ASIAN else "ko"))
        spoken.set(qn("w:bidi"), tag(short if short in COMPLEX else "th"))


_REGIONS: Final = MappingProxyType(
    {"ko": "KR", "ja": "JP", "zh": "CN", "th": "TH", "lo": "LA", "my": "MM", "vi": "VN"}
)


def tag(language: str) -> str:
    """The language as Word and RFC 5646 write it, with its region."""
    found = str(locale(language)).replace("_", "-")
    region = _REGIONS.get(found)
    return f"{found}-{region}" if region else found
