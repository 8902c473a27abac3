"""A text in the spelling in which names are looked up, with the way back to the places in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

_BLANKS: Final = re.compile(r"\s+")
_SPELLINGS: Final = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
    }
)


def spelled(words: str) -> str:
    """The words with straight apostrophes and plain hyphens, and "?" for what no encoding can hold."""
    if words.isascii():
        return words
    return words.translate(_SPELLINGS).encode("utf-8", "replace").decode("utf-8")


class Folded:
    """A text with every run of blanks as one blank, spelled plainly; `place` leads back into the source."""

    def __init__(self, source: str) -> None:
        pieces: list[str] = []
        self._folded = [0]
        self._source = [0]
        done = length = 0
        for blanks in _BLANKS.finditer(source):
            pieces.append(source[done : blanks.start()])
            length += blanks.start() - done + 1
            done = blanks.end()
            if blanks.end() - blanks.start() > 1:
                self._folded.append(length)
                self._source.append(done)
        pieces.append(source[done:])
        self.text = spelled(" ".join(pieces))

    def place(self, offset: int) -> int:
        """The offset in the source of the character at `offset` in the folded text."""
        piece = bisect_right(self._folded, offset) - 1
        return self._source[piece] + offset - self._folded[piece]
