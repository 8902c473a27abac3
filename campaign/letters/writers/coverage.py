"""Which characters the fonts have: asked of Typst once for each character, before letters are set."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

import typst

from campaign.letters.writers.engine import SPECIMEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.letters.writers.engine import Engine

# What Typst says of a character that no font has, or that PDF/A forbids.
_NO_GLYPH: Final = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
_DAY: Final = date(2000, 1, 1)
# What shows nothing by itself needs no glyph: joiners, selectors of variants.
_INVISIBLE: Final = frozenset({"Cf", "Zs", "Cc"})


class Coverage:
    """Knows of each character that it met whether a font has it.

    Typst looks through all fonts that it was given, its own among them; a page with every new character, set
    by itself, tells what it finds: 5 to 20 ms, and nothing for characters that are known.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._has = {chr(code) for code in range(32, 127)}
        self._lacks: set[str] = set()

    def missing(self, texts: Iterable[str]) -> set[str]:
        """The characters of the texts that no font has."""
        characters = set().union(*texts)
        fresh = characters - self._has - self._lacks
        if fresh:
            self._learn(fresh)
        return characters & self._lacks

    def _learn(self, fresh: set[str]) -> None:
        asked = sorted(each for each in fresh if not _is_invisible(each))
        while asked:
            found = self._refused(asked)
            if not found:
                break
            self._lacks |= found
            asked = [each for each in asked if each not in found]
        self._has |= fresh - self._lacks

    def _refused(self, characters: list[str]) -> set[str]:
        try:
            self._engine.pdf({"characters": characters}, _DAY, SPECIMEN)
        except typst.TypstError as error:
            refused = set(refused_text(error)) & set(characters)
            if refused:
                return refused
            raise
        return set()


def refused_text(error: typst.TypstError) -> str:
    """The characters that Typst has no glyph for, or that may not stand in the file; or nothing."""
    found = _NO_GLYPH.search(error.message)
    return _ESCAPED.sub(_unescaped, found[1]) if found else ""


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE or "\ufe00" <= character <= "\ufe0f"


def _unescaped(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]
