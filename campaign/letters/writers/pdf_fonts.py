"""The faces of a print run inside its PDF: their glyphs that are shown, and what they read as."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.letters.writers.font_files import FontFile
    from campaign.letters.writers.pdf_objects import PdfFile
    from campaign.letters.writers.shaping import UsedFace

# A list in a map of characters holds at most so many (Adobe Technical Note 5014).
_MOST_IN_LIST: Final = 100
# What a PDF has no use for, or says otherwise; without the last line, a variable font is its regular self.
_DROPPED: Final = (
    *("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vmtx", "vhea", "kern", "morx", "name", "OS/2", "post", "cmap"),
    *("fvar", "gvar", "avar", "cvar", "HVAR", "MVAR", "STAT"),
)
_TYPOGRAPHIC: Final = struct.Struct(">hh")
_AT_TYPOGRAPHIC: Final = 68
_SYMBOLIC: Final = 4
_MAP: Final = b"""/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
%bendcmap
CMapName currentdict/CMap defineresource pop
end
end
"""


def embed(file: PdfFile, used: UsedFace) -> int:
    """Adds a face with the glyphs that are used, and gives the number of the font."""
    face, glyphs = used.file, sorted({0, *used.glyphs})
    program = _subset(face, glyphs)
    kind, entries = (b"FontFile3", b"/Subtype/CIDFontType0C") if face.is_cff else (b"FontFile2", b"")
    table = bytes(program.reference_table("CFF ").data) if face.is_cff else bytes(program.blob.data)
    if not face.is_cff:
        entries = b"/Length1 %d" % len(table)
    stream = file.add_stream(table, entries)
    name = _tag(table) + b"+" + face.name.encode("ascii", "ignore")
    descriptor = file.add(_descriptor(face, name, b"/%b %d 0 R" % (kind, stream)))
    drawn = b"/CIDFontType0" if face.is_cff else b"/CIDFontType2/CIDToGIDMap/Identity"
    descendant = file.add(
        b"<</Type/Font/Subtype%b/BaseFont/%b/FontDescriptor %d 0 R/DW 0/W[%b]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        % (drawn, name, descriptor, _widths(used, glyphs))
    )
    reads = file.add_stream(_MAP % b"".join(_lists(used)))
    return file.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]"
        b"/ToUnicode %d 0 R>>" % (name, descendant, reads)
    )


def _subset(face: FontFile, glyphs: Sequence[int]) -> hb.Face:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    dropped = [int.from_bytes(table.encode(), "big") for table in _DROPPED]
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
    # Glyphs keyed by CID keep their numbers by themselves, and 65,535 places for a few are no good use.
    if not face.is_keyed_by_cid:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    return hb.subset(face.face, wanted)


def _descriptor(face: FontFile, name: bytes, program: bytes) -> bytes:
    up, down = (round(side * face.thousandths) for side in _heights(face))
    stem = 160 if face.weight > 400 else 80  # noqa: PLR2004 - from OS/2's "regular" on
    return (
        b"<</Type/FontDescriptor/FontName/%b/Flags %d/FontBBox[-1000 %d 3000 %d]/ItalicAngle 0/Ascent %d"
        b"/Descent %d/CapHeight %d/StemV %d%b>>"
        % (name, _SYMBOLIC, down, up, up, down, round(up * 0.7), stem, program)
    )


def _heights(face: FontFile) -> tuple[int, int]:
    # Those of a line of type (sTypoAscender and its like in OS/2), by which readers mark text.
    table = bytes(face.face.reference_table("OS/2").data)
    return _TYPOGRAPHIC.unpack_from(table, _AT_TYPOGRAPHIC)


def _widths(used: UsedFace, glyphs: Sequence[int]) -> bytes:
    return b"".join(b"%d[%g]" % (glyph, used.code(glyph)[1]) for glyph in glyphs)


def _lists(used: UsedFace) -> Iterator[bytes]:
    pairs = [
        b"<%04X><%b>\n" % (glyph, text.encode("utf-16-be").hex().upper().encode())
        for glyph, text in sorted(used.glyphs.items())
    ]
    for at in range(0, len(pairs), _MOST_IN_LIST):
        some = pairs[at : at + _MOST_IN_LIST]
        yield b"%d beginbfchar\n%bendbfchar\n" % (len(some), b"".join(some))


def _tag(table: bytes) -> bytes:
    return bytes(65 + byte % 26 for byte in hashlib.sha256(table).digest()[:6])
