"""Files of every kind, good and bad, made on the spot."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ONE_ITEM = "<w:p><w:r><w:t>1. Urges Peru to act.</w:t></w:r></w:p>"


def docx(body: str = ONE_ITEM, *, main: str | None = None, **parts: str | bytes) -> bytes:
    """A Word file with `body` as its text; further parts by name, "__" for "/", each as it is."""
    content = (
        main if main is not None else f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    named = {name.replace("__", "/"): part for name, part in parts.items()}
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": content, **named})


def archive(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def numbering(*levels: tuple[str, str], start: int = 1) -> str:
    """A part with one list, of which each level has a format (such as "decimal") and a text ("%1.")."""
    made = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )


def listed(words: str, depth: int = 0, numbered: int = 1) -> str:
    """A paragraph of that list."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbered}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def relations(*targets: tuple[str, str, str]) -> str:
    """A part of relations: kind, target, mode."""
    made = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


def pdf(pages: Iterable[bytes], *, encrypted: bool = False) -> bytes:
    """A PDF file with a content stream for each page; fonts /F, /B (bold), /I (italic), picture /Im0."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number, name in ((3, b"Helvetica"), (4, b"Helvetica-Bold"), (5, b"Helvetica-Oblique")):
        objects[number] = (
            b"<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /" + name + b" >>"
        )
    objects[6] = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        number = len(objects) + 2
        kids.append(b"%d 0 R" % number)
        packed = zlib.compress(page)
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R /B 4 0 R /I 5 0 R >> /XObject << /Im0 6 0 R >> >> >>"
            % (number + 1)
        )
        objects[number + 1] = (
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"
        )
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b"/Root 1 0 R"
    if encrypted:
        key = b"<" + b"00" * 32 + b">"
        objects[len(objects) + 1] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _put_together(objects, trailer)


def page(*lines: tuple[float, float, str], size: float = 10, font: str = "F") -> bytes:
    """A page's content stream: lines by x and y in points from the lower left."""
    return b"".join(line(x, y, words, size, font) for x, y, words in lines)


def line(x: float, y: float, words: str, size: float = 10, font: str = "F") -> bytes:
    """One line of a content stream."""
    shown = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, shown)


def _put_together(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    file = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(file)
        file += b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in sorted(objects):
        file += b"%010d 00000 n \n" % places[number]
    file += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(file)
