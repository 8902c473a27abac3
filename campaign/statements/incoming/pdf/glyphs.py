"""What is printed on a page: glyphs with their boxes, as pdfplumber gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pdfminer.layout import LTChar, LTContainer, LTImage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.statements.incoming.values import Style

# A glyph whose font does not tell its character.
_UNKNOWN: Final = re.compile(r"\(cid:\d+\)")
# Letters set as one glyph; Symbol's and Wingdings' bullets, which fonts keep in Unicode's private area. What
# is printed is no soft hyphen: a font that divides words calls its only hyphen so.
_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_SPELLED: Final = str.maketrans(
    _LIGATURES
    | {
        **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf0be\uf02d\uf076", "•"),
        **dict.fromkeys("\u200b\ufeff\0"),
        "\xad": "-",
    }
)
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC: Final = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; y grows upwards, lengths are points of 1/72 inch."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    styles: tuple[Style, ...]

    @property
    def size(self) -> float:
        """The height of its font."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.y0 + self.y1) / 2


def glyphs(layout: Iterable[object]) -> list[Glyph]:
    """The upright characters of a page, without those that a tagged file calls no part of its text.

    Headers, footers and page numbers are artifacts in such a file (ISO 32000-1, 14.8.2.2).
    """
    found = list(_characters(layout))
    content = [one for one in found if getattr(one, "tag", None) != "Artifact"]
    return [glyph for character in content or found if (glyph := _glyph(character)) is not None]


def shows_picture(layout: Iterable[object]) -> bool:
    """Whether there is a picture on the page."""
    return any(
        isinstance(part, LTImage) or (isinstance(part, LTContainer) and shows_picture(part))
        for part in layout
    )


def _characters(layout: Iterable[object]) -> Iterator[LTChar]:
    for part in layout:
        if isinstance(part, LTChar):
            if part.upright and part.height > 0:
                yield part
        elif isinstance(part, LTContainer):
            yield from _characters(part)


def _glyph(character: LTChar) -> Glyph | None:
    text = character.get_text().translate(_SPELLED)
    if not text or _UNKNOWN.fullmatch(text):
        return None
    return Glyph(text, character.x0, character.x1, character.y0, character.y1, _styles(character.fontname))


@lru_cache(maxsize=256)
def _styles(font: str) -> tuple[Style, ...]:
    styles: list[Style] = []
    if _BOLD.search(font):
        styles.append("bold")
    if _ITALIC.search(font):
        styles.append("italic")
    return tuple(styles)
