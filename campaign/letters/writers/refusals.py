"""Typst's errors read as what is wrong with which letter."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from campaign.letters.errors import AddressTooWide, CannotSet, LetterTooLong
from campaign.letters.fonts import package_for
from campaign.letters.writers.places import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typst

    from campaign.core.errors import Refused
    from campaign.letters.values import Letter

# What `refuse` in letter.typ says; what Typst says of a character that no font has, or that PDF/A forbids.
_REFUSED = re.compile(r"refused:(\{.*\})", re.DOTALL)
_NO_GLYPH = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)


def refusal_of(error: typst.TypstError, letters: Sequence[Letter]) -> Refused | typst.TypstError:
    """The sentence for what Typst refused, or the error itself where it is a fault of ours."""
    if found := _REFUSED.search(error.message):
        told = json.loads(found[1])
        letter = letters[told["letter"]]
        wide = told["reason"] == "wide"
        return AddressTooWide(letter.key, told["detail"]) if wide else LetterTooLong(letter.key)
    if found := _NO_GLYPH.search(error.message):
        return _no_font(_ESCAPED.sub(_unescaped, found[1]), letters) or error
    return error


def _no_font(characters: str, letters: Sequence[Letter]) -> CannotSet | None:
    for letter in letters:
        for place, text in places(letter):
            if characters in text:
                return CannotSet(letter.key, place, characters, package_for(characters[0]))
    return None


def _unescaped(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]
