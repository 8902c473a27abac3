"""Archives that are made to burst; none is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from campaign.statements.errors import CannotRead, NotText, Unsafe
from campaign.statements.incoming.intake import taken_in
from campaign.statements.incoming.values import MEGABYTE
from tests.statements.incoming import made

DOCUMENT = (
    f'<w:document xmlns:w="{made.WORD}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
)


def wide() -> bytes:
    """Two hundred parts of a megabyte each, all packed to nothing."""
    parts = {f"word/part{number}.xml": b" " * MEGABYTE for number in range(200)}
    return made.archive({"[Content_Types].xml": made.TYPES, "word/document.xml": "<a/>", **parts})


def deep() -> bytes:
    """Archives in archives, eight deep, the innermost all blanks."""
    packed = made.archive({"blanks": b" " * 50 * MEGABYTE})
    for depth in range(8):
        packed = made.archive({f"{depth}.zip": packed, f"again{depth}.zip": packed})
    return packed


def overlapping() -> bytes:
    """A directory of which many entries point to the same packed bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", made.TYPES)
        packed.writestr("word/document.xml", DOCUMENT % ("a b " * 20_000))
        first = packed.filelist[-1]
        for number in range(50):
            twin = zipfile.ZipInfo(f"word/twin{number}.xml")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, name, getattr(first, name))
            packed.filelist.append(twin)
    return file.getvalue()


def lying() -> bytes:
    """A part that unpacks to thirty times what the directory says of it."""
    content = DOCUMENT % (" " * 30 * MEGABYTE)
    packed = made.docx(main=content)
    return packed.replace(len(content).to_bytes(4, "little"), MEGABYTE.to_bytes(4, "little"))


def quine() -> bytes:
    """A stored archive that holds itself, as far as that goes: its own bytes, again and again."""
    inner = made.archive({"r/r.zip": b"PK\x03\x04"}, zipfile.ZIP_STORED)
    for _time in range(6):
        inner = made.archive({"r/r.zip": inner}, zipfile.ZIP_STORED)
    return inner


@pytest.mark.parametrize("make", [wide, overlapping])
def test_a_zip_bomb_is_not_unpacked(make):
    with pytest.raises(Unsafe, match=r"bomb\.docx unpacks to far more than it seems to hold"):
        taken_in(make(), "bomb.docx")


def test_an_archive_that_lies_about_its_sizes_is_refused():
    with pytest.raises(CannotRead, match=r"damaged|unpacks to far more"):
        taken_in(lying(), "lying.docx")


@pytest.mark.parametrize("make", [deep, quine])
def test_archives_within_archives_are_never_opened(make):
    with pytest.raises(NotText, match="is a ZIP archive and no Word file"):
        taken_in(make(), "deep.docx")
