"""How each language is set: fonts, sizes, the space between lines, what may break where.

Sources: W3C's notes on the layout of Chinese, Japanese, Korean, Thai and Lao text; looked at in print for all
eight languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from campaign.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Collection

# A word that no line, or no cell of a table, holds (an address of the web, one letter a hundred times) may
# break here.
_LONG_WORD: Final = re.compile(r"[!-~\u00c0-\u024f]{40}(?=[!-~\u00c0-\u024f])")
# The narrowest column of a table holds so many syllables.
_HANGUL_IN_CELL: Final = re.compile(r"(\S{0,3}[\uac00-\ud7a3]\S{0,3})")
_LONG_IN_CELL: Final = re.compile(r"[!-~\u00c0-\u024f]{20}(?=[!-~\u00c0-\u024f])")
# Korean breaks between words; Unicode's rules alone would break between any two syllables (UAX 14, class ID).
# A word that is no word, a hundred syllables long, may.
_HANGUL_WORD: Final = re.compile(r"(\S{0,20}[\uac00-\ud7a3]\S{0,20})")
_AFTER_LATIN: Final = "\u0370"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """How a language is set.

    `sizes` are in points, the wished one first, the smallest that reads well last. In sizes of the type,
    `leading` is the space between lines of text, `line_leading` that between short lines such as a sender's,
    `spacing` that between paragraphs, `row_room` what a row of a table has above and under its text more than
    Latin letters need, and `width` the width of a letter on average. Lines are as long as
    their words, as those of letters are (justified ones take 40 per cent more time to set, too), but for
    characters in a grid.
    """

    sizes: tuple[float, ...] = (11.5, 11, 10.5, 10)
    leading: float = 0.64
    line_leading: float = 0.55
    spacing: float = 1.15
    row_room: float = 0.0
    justify: bool = False
    of_han: bool = False
    keeps_words: bool = False
    width: float = 0.46
    strong: str = ""


LATIN: Final = Typography()
_BY_LANGUAGE: Final = MappingProxyType(
    {
        "ko": Typography(sizes=(10.5, 10, 9.5), leading=0.78, spacing=1.25, keeps_words=True, width=0.8),
        "ja": Typography(sizes=(10.5, 10, 9.5), leading=0.8, spacing=1.2, justify=True, of_han=True, width=1),
        "zh": Typography(sizes=(11, 10.5, 10), leading=0.78, spacing=1.2, justify=True, of_han=True, width=1),
        "th": Typography(
            sizes=(12, 11.5, 11), leading=0.9, line_leading=0.75, spacing=1.5, row_room=0.15, width=0.45
        ),
        "lo": Typography(
            sizes=(11, 10.5, 10), leading=0.95, line_leading=0.75, spacing=1.5, row_room=0.15, width=0.5
        ),
        # Debian's bold file of Noto Serif Myanmar says that its weight is 400, and is never taken for bold.
        "my": Typography(
            sizes=(10.5, 10, 9.5),
            leading=1.15,
            line_leading=1.0,
            spacing=1.7,
            row_room=0.35,
            width=0.6,
            strong="Noto Sans Myanmar",
        ),
        "vi": Typography(leading=0.72, spacing=1.2),
    }
)


def typography(language: str) -> Typography:
    """How letters in this language are set."""
    return _BY_LANGUAGE.get(language.partition("-")[0], LATIN)


def families(language: str, available: Collection[str]) -> list[str | dict[str, str]]:
    """The font families for text in this language, as Typst is told them.

    In a language of another script, Latin letters come from a font of their own, and all else from that of
    the script; in Chinese and Japanese, quotation marks and dashes do, too: they are as wide as a character.
    """
    names = fonts.families(language, available)
    manner = typography(language)
    if manner is LATIN or language.startswith("vi") or fonts.missing_scripts(language, available):
        return list(names)
    covers = "latin-in-cjk" if manner.of_han else "letters"
    script = fonts.script_family(language)
    others = [name for name in names if name not in fonts.LATIN and name != script]
    return [{"name": fonts.LATIN[0], "covers": covers}, script, *fonts.LATIN, *others]


def strong_families(language: str, available: Collection[str]) -> list[str | dict[str, str]]:
    """The same for what is set in bold."""
    strong = typography(language).strong
    first = [fonts.LATIN[0], strong] if strong in available else []
    return [*first, *families(language, available)]


def is_latin(text: str) -> bool:
    """Whether most of the text's letters are of the Latin script."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character < _AFTER_LATIN for character in letters) > len(letters)


def breakable(text: str) -> str:
    """`text` with a place to break in words that no line would hold."""
    return _LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def running(text: str, language: str) -> str | list[str]:
    """Running text for Typst: a string, or pieces of which the second, fourth … must not break."""
    if not typography(language).keeps_words:
        return breakable(text)
    pieces = _HANGUL_WORD.split(text)
    return pieces if len(pieces) > 1 else breakable(text)


def running_in_cell(text: str) -> str | list[str]:
    """The same for a cell of a table, which holds shorter words; names are Korean in any letter."""
    pieces = _HANGUL_IN_CELL.split(text)
    pieces[::2] = [_LONG_IN_CELL.sub("\\g<0>\N{ZERO WIDTH SPACE}", piece) for piece in pieces[::2]]
    return pieces if len(pieces) > 1 else pieces[0]
