"""WordprocessingML as strings: text made safe, in runs of one script, in paragraphs, rows and sections.

Source: ECMA-376, part 1, 17.3 (the order of what stands in `w:pPr` and `w:rPr`), 17.3.2.26 (which font a
character takes).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

TWIPS: Final = 1440 / 25.4

# Word sets these as complex script (with the font for it) where the run says so, and else as boxes.
_COMPLEX: Final = re.compile(
    "([\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u200b-\u200d]+(?=[\u0590-\u109f\u1780-\u17ff])"
    "[\u0590-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]+)*)"
)
_WIDE: Final = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def twips(millimetres: float) -> int:
    """Word's unit of length, a twentieth of a point."""
    return round(millimetres * TWIPS)


def runs(text: str, properties: str = "", *, wide: bool = False) -> str:
    """`text` as runs, each of one script.

    Args:
        text: any text that XML can hold.
        properties: what stands in each run's `w:rPr`.
        wide: whether quotation marks beside East Asian characters are East Asian too.

    """
    if text.isascii():
        return _run(text, properties)
    if wide and _WIDE.search(text):
        properties = f'<w:rFonts w:hint="eastAsia"/>{properties}'
    return "".join(
        _run(part, f"{properties}<w:cs/>" if at % 2 else properties)
        for at, part in enumerate(_COMPLEX.split(text))
        if part
    )


def _run(text: str, properties: str) -> str:
    told = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{told}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "", section: str = "") -> str:
    """A paragraph of the style with this id; `section` ends a section with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{section}</w:pPr>{content}</w:p>'


def spacing(before: float | None = None, exact: float | None = None) -> str:
    """The space before a paragraph and the exact height of its lines, in millimetres."""
    space = "" if before is None else f' w:before="{twips(before)}"'
    line = "" if exact is None else f' w:line="{twips(exact)}" w:lineRule="exact"'
    return f"<w:spacing{space}{line}/>" if space or line else ""


def indent(left: float = 0, right: float = 0) -> str:
    """How far a paragraph keeps from the margins, in millimetres."""
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"/>'


def right_tab(place: float) -> str:
    """A tab that ends at so many millimetres from the left margin."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(place)}"/></w:tabs>'


def size(points: float) -> str:
    """A size of type, for Latin and for complex script."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def table_start(widths: Sequence[float]) -> str:
    """The start of a table with lines, its columns of these widths in millimetres."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
        f'<w:tblLook w:firstRow="1" w:val="0020"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


TABLE_END: Final = "</w:tbl>"


def row(cells: Sequence[str], widths: Sequence[float], numbers: Sequence[int], *, head: bool = False) -> str:
    """A row of a table; a head comes again on every page, and a screen reader speaks it."""
    shown = (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{twips(width)}"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="0"/>{_RIGHT if at in numbers else ""}</w:pPr>'
        f"{runs(cell, _BOLD if head else '')}</w:p></w:tc>"
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    told = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
    return f"<w:tr>{told}{''.join(shown)}</w:tr>"


_RIGHT: Final = '<w:jc w:val="right"/>'
_BOLD: Final = "<w:b/><w:bCs/>"
