"""The files of the fonts that Typst sets letters with, opened for shaping words and for embedding.

Typst names the families and the files that it found. Its own serif, Libertinus, is in no file: it lies inside
the library of the package, where it is looked for; were it not there, Noto Serif would take its place.
"""

from __future__ import annotations

import mmap
import re
import struct
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import typst
import uharfbuzz as hb

from campaign.letters import fonts
from campaign.letters.writers.typography import families, strong_families

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

REGULAR, BOLD = 400, 700
OWN_FAMILY: Final = "Libertinus Serif"
_OPENTYPE: Final = re.compile(rb"OTTO\x00[\x08-\x20]")
_DIRECTORY, _RECORD = 12, 16
# Of a CFF table, the operator ROS opens the top dictionary of a font keyed by CID.
_KEYED_BY_CID: Final = b"\x0c\x1e"
_DIGITS: Final = "0123456789"
_LETTERS: Final = ("LATIN ", "GREEK ", "CYRILLIC ")
_CJK_SIGNS: Final = frozenset("\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2025\u2026\u2027\u2e3a")
_FAMILY, _STYLE = hb.OTNameIdPredefined.FONT_FAMILY, hb.OTNameIdPredefined.FONT_SUBFAMILY
_OUTLINES: Final = ("CFF ", "glyf")


@dataclass(frozen=True, eq=False)
class FontFile:
    """One face: where it lies, and what HarfBuzz makes of it."""

    family: str
    weight: int
    face: hb.Face
    font: hb.Font = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "font", hb.Font(self.face))

    @cached_property
    def covered(self) -> frozenset[int]:
        """The code points that it has glyphs for."""
        return frozenset(self.face.unicodes)

    @cached_property
    def thousandths(self) -> float:
        """What a unit of the font is in thousandths of its size, the unit of PDF."""
        return 1000 / float(self.face.upem)

    @cached_property
    def is_cff(self) -> bool:
        """Whether its outlines are those of PostScript."""
        return "CFF " in self.face.table_tags

    @cached_property
    def is_keyed_by_cid(self) -> bool:
        """Whether its glyphs have numbers of a character collection and no names."""
        return self.is_cff and _KEYED_BY_CID in bytes(self.face.reference_table("CFF ").data[:256])

    @property
    def name(self) -> str:
        """Its PostScript name."""
        return str(self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font")


class FontCase:
    """The faces for letters in a language, in the order in which Typst tries them."""

    def __init__(self, folders: tuple[Path, ...], language: str) -> None:
        self._found = _found(folders)
        self._told = {weight: self._tried(language, weight) for weight in (REGULAR, BOLD)}
        # Whether all of ASCII comes from the first face.
        self.is_plain = {weight: told[0][1] == "" for weight, told in self._told.items()}

    @lru_cache(maxsize=65536)  # noqa: B019 - a case lives as long as its process
    def face_for(self, cluster: str, weight: int) -> FontFile | None:
        """The first face that has every character of a base with its marks, or None."""
        wanted = {ord(character) for character in cluster} - fonts.UNSEEN
        for family, covers in self._told[weight]:
            if covers and not _COVERS[covers](cluster[0]):
                continue
            face = _opened(self._found[family], weight)
            if face and wanted <= face.covered:
                return face
        return None

    def first(self, weight: int) -> FontFile:
        """The face that all but foreign scripts are set in."""
        faces = (_opened(self._found[family], weight) for family, _covers in self._told[weight])
        return next(face for face in faces if face)

    def _tried(self, language: str, weight: int) -> tuple[tuple[str, str], ...]:
        listed = [
            (one, "") if isinstance(one, str) else (one["name"], one["covers"])
            for one in _told(language, self._found, weight)
        ]
        rest = self._found.keys() - {family for family, _covers in listed}
        return (*listed, *((family, "") for family in sorted(rest, key=_serif_first)))


def _told(language: str, available: Collection[str], weight: int) -> Sequence[str | dict[str, str]]:
    # What Typst is told: a family, or a family with the characters that it is to be taken for.
    return strong_families(language, available) if weight >= BOLD else families(language, available)


def _serif_first(family: str) -> tuple[bool, str]:
    return "Serif" not in family, family


def _is_letter(character: str) -> bool:
    return character in _DIGITS or unicodedata.name(character, "").startswith(_LETTERS)


def _is_no_cjk_sign(character: str) -> bool:
    return character not in _CJK_SIGNS


# The same as Typst's `covers`: ours for letters and digits, and its own for Latin in Chinese and Japanese.
_COVERS: Final = MappingProxyType({"letters": _is_letter, "latin-in-cjk": _is_no_cjk_sign})


@lru_cache(maxsize=4)
def _found(folders: tuple[Path, ...]) -> dict[str, tuple[typst.FontInfo, ...]]:
    found: dict[str, list[typst.FontInfo]] = {}
    listed = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
    for info in listed.fonts():
        if info.style == "normal" and (info.path or info.family == OWN_FAMILY):
            found.setdefault(info.family, []).append(info)
    return {family: tuple(infos) for family, infos in found.items()}


@lru_cache(maxsize=1024)
def _opened(infos: tuple[typst.FontInfo, ...], weight: int) -> FontFile | None:
    # Where files call themselves equally heavy (Debian's Noto Serif Myanmar), Typst takes the regular one.
    chosen = min(
        infos,
        key=lambda info: (abs(info.weight - weight), abs(info.stretch - 1), "Regular" not in str(info.path)),
    )
    blob = hb.Blob.from_file_path(chosen.path) if chosen.path else _own(chosen.weight)
    if blob is None:
        return None
    face = hb.Face(blob, chosen.index if chosen.path else 0)
    return FontFile(chosen.family, weight, face) if set(_OUTLINES) & set(face.table_tags) else None


def _own(weight: int) -> hb.Blob | None:
    style = "Bold" if weight >= BOLD else "Regular"
    for library in sorted(Path(typst.__file__).parent.glob("_typst*")):
        with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            for found in _OPENTYPE.finditer(held):
                blob = hb.Blob(_font_at(held, found.start()))
                face = hb.Face(blob)
                if (face.get_name(_FAMILY), face.get_name(_STYLE)) == (OWN_FAMILY, style):
                    return blob
    return None


def _font_at(held: mmap.mmap, start: int) -> bytes:
    [count] = struct.unpack_from(">H", held, start + 4)
    end = 0
    for at in range(count):
        offset, length = struct.unpack_from(">LL", held, start + _DIRECTORY + _RECORD * at + 8)
        end = max(end, offset + length)
    return held[start : start + end] if start + end <= len(held) else b""
