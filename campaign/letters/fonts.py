"""The fonts of letters: Typst's own serif for Latin, Greek and Cyrillic, Noto for all other scripts."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _

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
# Latin, Greek and Cyrillic letters come from these.
LATIN: Final = ("Libertinus Serif", "Noto Serif")
_OTHERS: Final = (
    "Noto Serif Thai",
    "Noto Serif Lao",
    "Noto Serif Myanmar",
    "Noto Serif Khmer",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
)
# What joins or parts characters and shows nothing itself: no font needs to have it.
UNSEEN: Final = frozenset({0x00AD, 0x034F, 0x200B, 0x200C, 0x200D, 0x2060, *range(0xFE00, 0xFE10)})
# What a language cannot be set without: a family, and the package that has it.
_CORE, _CJK = "fonts-noto-core", "fonts-noto-cjk"
_NEEDED: Final = {
    "ko": (_KOREAN, _CJK),
    "ja": (_JAPANESE, _CJK),
    "zh": (_CHINESE, _CJK),
    "th": ("Noto Serif Thai", _CORE),
    "lo": ("Noto Serif Lao", _CORE),
    "my": ("Noto Serif Myanmar", _CORE),
}
_CJK_NAMES: Final = ("CJK ", "HANGUL ", "HIRAGANA ", "KATAKANA ", "BOPOMOFO ", "IDEOGRAPHIC ", "FULLWIDTH ")


def folders(configured: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders to take fonts from: those configured, else Debian's, as far as they are there."""
    return tuple(folder for folder in configured or DEBIAN_FOLDERS if folder.is_dir())


def families(language: str, available: Collection[str]) -> list[str]:
    """Names of the families to try for a letter in `language`, in their order, out of those available."""
    wanted = (*LATIN, *_HAN.get(language.partition("-")[0], _HAN["ko"]), *_OTHERS)
    return [family for family in wanted if family in available]


def missing_scripts(language: str, available: Collection[str]) -> list[tuple[str, str]]:
    """Scripts that letters in `language` need and that no font here has, each with its Debian package.

    To be said before an export. Latin, Greek and Cyrillic letters are never missing: Typst brings them.

    Args:
        language: the code of the letters' language.
        available: names of the families that there are (`Engine.families`).

    """
    code = language.partition("-")[0]
    if code not in _NEEDED or _NEEDED[code][0] in available:
        return []
    return [(_script_name(code), _NEEDED[code][1])]


def script_family(language: str) -> str:
    """The family without which letters in `language` cannot be set; raises `KeyError` if it has none."""
    return _NEEDED[language.partition("-")[0]][0]


def package_for(character: str) -> str | None:
    """The Debian package whose fonts have the script of a letter or mark, or None for a symbol."""
    if unicodedata.category(character)[0] not in "LM":
        return None
    name = unicodedata.name(character, "")
    return _CJK if name.startswith(_CJK_NAMES) else _CORE


def _script_name(language: str) -> str:
    return {
        "ko": _("Korean"),
        "ja": _("Japanese"),
        "zh": _("Chinese"),
        "th": _("Thai"),
        "lo": _("Lao"),
        "my": _("Burmese"),
    }[language]
