"""What stands within a paragraph of Markdown: emphasis, links, escapes (CommonMark 0.31, chapter 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from campaign.statements.incoming.values import Style

BREAK: Final = "\n"
"""A run that is no words, but the end of a line."""
_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)(?!`)"
    r"|!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)"
    r"|\[\^[^\[\]\s]{1,50}\]"
    r"|\[(?P<linked>[^\[\]]{1,1000})\](?:\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,100}\])"
    r"|<(?P<address>[a-z][a-z0-9+.-]{1,30}:[^<>\s]{1,2000})>"
    r"|(?P<break><br\s*/?>)"
    r"|</?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>"
    r"|(?P<reference>&[#\w]{1,40};)"
    r"|(?P<emphasis>\*{1,3}|_{1,3})"
    r"|(?P<words>[^\\`!\[<&*_]+|.)",
    re.IGNORECASE | re.DOTALL,
)
_STYLES: Final[Mapping[int, Style]] = {1: "italic", 2: "bold"}
# So many signs may be open at once; no more are looked back through.
_NESTED: Final = 8


@dataclass(slots=True)
class _Token:
    words: str
    sign: str = ""
    opens: bool = False
    closes: bool = False
    partner: int | None = None
    is_part: bool = False


def runs(line: str) -> Iterator[tuple[str, tuple[Style, ...]]]:
    """The words of `line` with the styles that they are set in."""
    tokens = list(_tokens(line))
    _pair(tokens)
    styles: list[Style] = []
    for place, token in enumerate(tokens):
        if token.partner is None:
            yield token.words, tuple(styles)
        elif token.partner > place:
            styles.append(_STYLES[len(token.sign)])
        else:
            styles.remove(_STYLES[len(token.sign)])


def _tokens(line: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(line):
        if sign := found["emphasis"]:
            before = line[max(found.start() - 1, 0) : found.start()]
            yield from _emphasis(sign, before, line[found.end() : found.end() + 1])
        elif found["linked"]:
            yield from _tokens(found["linked"])
        else:
            yield _Token(_shown(found))


def _shown(found: re.Match[str]) -> str:
    if reference := found["reference"]:
        return unescape(reference)
    if found["break"]:
        return BREAK
    return found["escaped"] or found["code"] or found["address"] or found["words"] or ""


def _emphasis(sign: str, before: str, after: str) -> Iterator[_Token]:
    """Whether it can begin or end emphasis; in a word, an underscore cannot. Three signs are two and one."""
    opens, closes = bool(after.strip()), bool(before.strip())
    if sign[0] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if len(sign) < len(_STYLES) + 1:
        yield _Token(sign, sign, opens, closes)
        return
    for part in (sign[:2], sign[2:]) if opens and not closes else (sign[2:], sign[:2]):
        yield _Token(part, part, opens, closes, is_part=True)


def _pair(tokens: Sequence[_Token]) -> None:
    """Let each closing sign find the nearest opening one of its kind; what stands between stays unpaired."""
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if not token.sign:
            continue
        if token.is_part and token.closes and waiting and len(tokens[waiting[-1]].sign) != len(token.sign):
            _swap(token, tokens[place + 1 : place + 2])
        if token.closes and any(tokens[other].sign == token.sign for other in waiting[-_NESTED:]):
            while tokens[other := waiting.pop()].sign != token.sign:
                pass
            token.partner, tokens[other].partner = other, place
        elif token.opens:
            waiting.append(place)


def _swap(token: _Token, following: Sequence[_Token]) -> None:
    """Let the other part of three signs come first, if it is still to come."""
    if following and following[0].is_part and len(following[0].sign) != len(token.sign):
        other = following[0]
        token.sign, other.sign = other.sign, token.sign
        token.words, other.words = other.words, token.words
