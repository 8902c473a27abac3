"""The fonts of letters: Typst's own serif for Latin, Greek and Cyrillic, Noto for all other scripts."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

# Where Debian's packages fonts-noto-core and fonts-noto-cjk put their files.
DEBIAN_FOLDERS: Final = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))

_CHINESE, _JAPANESE, _KOREAN = "Noto Serif CJK SC", "Noto Serif CJK JP", "Noto Serif CJK KR"
_TRADITIONAL = "Noto Serif CJK TC"
# Han characters are drawn differently in each country: the letter's language comes first.
_HAN: Final = {
    "ko": (_KOREAN, _JAPANESE, _CHINESE),
    "ja": (_JAPANESE, _KOREAN, _CHINESE),
    "zh": (_CHINESE, _TRADITIONAL, _JAPANESE, _KOREAN),
}
_FIRST: Final = ("Libertinus Serif", "Noto Serif")
_OTHERS: Final = (
    "Noto Serif Thai",
    "Noto Serif Lao",
    "Noto Serif Myanmar",
    "Noto Serif Khmer",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
)
_CJK_NAMES: Final = ("CJK ", "HANGUL ", "HIRAGANA ", "KATAKANA ", "BOPOMOFO ", "IDEOGRAPHIC ", "FULLWIDTH ")


def folders(configured: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders to take fonts from: those configured, else Debian's, as far as they are there."""
    return tuple(folder for folder in configured or DEBIAN_FOLDERS if folder.is_dir())


def families(language: str, available: Collection[str]) -> list[str]:
    """Names of the families to try for a letter in `language`, in their order, out of those available."""
    wanted = (*_FIRST, *_HAN.get(language.partition("-")[0], _HAN["ko"]), *_OTHERS)
    return [family for family in wanted if family in available]


def package_for(character: str) -> str | None:
    """The Debian package whose fonts have the script of a letter or mark, or None for a symbol."""
    if unicodedata.category(character)[0] not in "LM":
        return None
    name = unicodedata.name(character, "")
    return "fonts-noto-cjk" if name.startswith(_CJK_NAMES) else "fonts-noto-core"
