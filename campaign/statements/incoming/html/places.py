"""The way back from the text of a web page to the offsets in its source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.incoming.pieces import Piece

# What a browser does not show (comments, scripts, tags), a character reference, or a run of visible text.
_PARTS: Final = re.compile(
    r"(?P<hidden><!--.*?-->|<(?P<tag>script|style)\b.*?</(?P=tag)\s*>|<[^<>]*>)"
    r"|(?P<reference>&[#\w]{1,40};)|(?P<shown>[^\s<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_BLANKS: Final = re.compile(r"\s+")
# So many visible characters are enough to know a passage by, and are looked for so far from the last one.
_KNOWN_BY: Final = 60
_NEAR: Final = 200_000


def located(pieces: Sequence[Piece], source: str) -> Iterator[Piece]:
    """The pieces, each with the offset in `source` of its first word, where it is found there."""
    shown, starts, offsets = _visible(source)
    reached = 0
    for piece in pieces:
        wanted = _BLANKS.sub("", piece.words)[:_KNOWN_BY]
        found = shown.find(wanted, reached, reached + _NEAR)
        if found < 0:
            yield piece
            continue
        part = bisect_right(starts, found) - 1
        yield replace(piece, places=(Place(0, offset=offsets[part] + found - starts[part]),))
        reached = found + len(wanted)


def _visible(source: str) -> tuple[str, list[int], list[int]]:
    """All visible characters without blanks; where each run of them starts, there and in the source."""
    runs: list[str] = []
    starts, offsets = [0], [0]
    length = 0
    for part in _PARTS.finditer(source):
        if part["hidden"]:
            continue
        shown = part["shown"] or _BLANKS.sub("", unescape(part["reference"]))
        runs.append(shown)
        starts.append(length)
        offsets.append(part.start())
        length += len(shown)
    return "".join(runs), starts, offsets
