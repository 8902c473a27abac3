"""Workbooks (XLSX) of texts, made while they are sent: nothing is gathered in memory or in clear on the disk.

XlsxWriter, which the lists of letters are made with, keeps the rows of a large workbook in a file, in clear.
What is in here is the least that spreadsheets open (ECMA-376, part 1, 12.3 and 18).
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from campaign.core.archives import zipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Rows = Iterable[Sequence[str]]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Further rows stand on further sheets. Excel takes 1,048,576, but no entry of an archive that may be large.
ROWS_A_SHEET: Final = 250_000
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_FROZEN: Final = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
    ' state="frozen"/></sheetView></sheetViews>'
)
_PLAIN: Final = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
_FONT: Final = '<sz val="11"/><name val="Calibri"/>'
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1">{_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="2">{_PLAIN} xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_RELATIONS: Final = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
# What XML cannot hold is written as Excel does (22.9.2.19, ST_Xstring), and so is what looks like that.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def workbook(
    title: str, heads: Sequence[str], widths: Sequence[int], batches: Iterable[Rows]
) -> Iterator[bytes]:
    """A workbook in pieces: its sheets are called `title`, with a head that stays in sight, and texts alone.

    Args:
        title: at most 25 characters.
        heads: of the columns.
        widths: of the columns, in characters.
        batches: rows of texts, some at a time; each text is of 32,767 characters at most.

    """
    return zipped(_files(title, heads, widths, iter(batches)))


def _files(
    title: str, heads: Sequence[str], widths: Sequence[int], batches: Iterator[Rows]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    begin = _begin(heads, widths)
    for sheets in count(1):
        yield f"xl/worksheets/sheet{sheets}.xml", _sheet(begin, batches)
        further = next(batches, None)
        if further is None:
            break
        batches = chain([further], batches)
    for name, content in _around(title, sheets):
        yield name, [content.encode()]


def _sheet(begin: str, batches: Iterator[Rows]) -> Iterator[bytes]:
    yield begin.encode()
    written = 1
    while written < ROWS_A_SHEET and (batch := next(batches, None)) is not None:
        rows = "".join(map(_row, batch))
        written += rows.count("<row>")
        yield rows.encode()
    yield b"</sheetData></worksheet>"


def _begin(heads: Sequence[str], widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1)
    )
    head = _row(heads).replace("<c ", '<c s="1" ')
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{_FROZEN}<cols>{columns}</cols><sheetData>{head}'


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    safe = escape(_NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def _around(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    """What tells a program which files of the archive are which."""
    numbers = range(1, sheets + 1)
    names = [title if sheets == 1 else f"{title} {number}" for number in numbers]
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}worksheet+xml"/>'
        for number in numbers
    )
    book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    first = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    named = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}styles+xml"/>{types}</Types>'
    )
    yield "xl/workbook.xml", book
    yield "xl/styles.xml", _STYLES
    yield "xl/_rels/workbook.xml.rels", f"{_RELATIONS}{parts}{styles}</Relationships>"
    yield "_rels/.rels", f"{_RELATIONS}{first}</Relationships>"
    yield "[Content_Types].xml", named
