"""Text that people typed, made harmless for paper: it stays text and shows what it says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Hashable

Value = TypeVar("Value")

# Unicode's bidirectional controls (UAX 9), which turn the order of a line round; the byte order mark; the
# marks of interlinear annotation; tag characters, which nobody sees.
_INVISIBLE = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_BLANKS = re.compile("[ \t\r\n]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """One line of `text` without controls, in composed form (NFC), with single blanks.

    Controls and line ends become blanks; bidirectional controls, surrogates and noncharacters go.
    """
    shown = _NONCHARACTERS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    kept = "".join(_spaced(character) for character in shown)
    return _BLANKS.sub(" ", kept).strip(" ")


def printable(line: str) -> str:
    """A line of words that are quoted as they stand, without what has no shape on paper; blanks stay."""
    shown = _NONCHARACTERS.sub("", _INVISIBLE.sub("", line))
    return "".join(_spaced(character) for character in shown)


def cleaned(value: Value) -> Value:
    """The same frozen value with every text in it made `plain`, however deep."""
    return cast("Value", _cleaned(value))


def _cleaned(value: object) -> object:
    # Once for each letter: what is asked first comes oftenest.
    kind = type(value)
    if kind is str:
        return plain(cast("str", value))
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    names = _names(cast("Hashable", kind))
    return kind(**{name: _cleaned(getattr(value, name)) for name in names}) if names else value


@lru_cache(maxsize=64)
def _names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a dataclass, none of another."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _spaced(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs":
            return ""
        case _:
            return character
