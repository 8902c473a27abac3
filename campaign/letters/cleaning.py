"""Text that people typed, made harmless for paper: it stays text and shows what it says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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


def cleaned(value: Value) -> Value:
    """The same frozen value with every text in it made `plain`, however deep."""
    return cast("Value", _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str) and type(value) is str:
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _cleaned_fields(value)
    return value


def _cleaned_fields(value: DataclassInstance) -> Any:  # noqa: ANN401 - the same class as came in
    return type(value)(**{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})


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
