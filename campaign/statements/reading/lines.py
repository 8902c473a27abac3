"""The lines of a text, each with the number or bullet that it begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

MarkerKind = Literal["number", "letter", "bullet"]

# Of four digits too, unless they are a year.
NUMBER: Final = r"(?:\d{1,3}(?!\d)|(?!19|20)[1-9]\d{3}(?!\d))"
# Also as Markdown writes them: "5\." and "**(5)**"; "1.Welcomes" without a blank; "1- Condemning";
# "8.1 as regards"; "OP5."; "SECTION 2:".
_MARKER: Final = re.compile(
    r"[*_]{0,3}(?:"
    rf"(?:OP\s?)?(?P<number>{NUMBER}(?:\.\d{{1,3}}){{0,3}})(?:\\?\.(?!\d)|\\?\)|\s?[-–](?=\s+[A-Z][a-z]))"
    r"|(?P<zero>0\d)(?=\s*$)"
    # An early day motion: "1781 Safety of pilots Tabled: … That this House …".
    rf"|(?P<moved>{NUMBER})(?=\s[A-Z][^\n]{{3,300}}?\s(?:[Tt]abled\b|That\sthis\sHouse\b))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,3})(?=\s+[^\W\d_])(?!\s+(?:million|billion|trillion|per\s?cent|percent)\b)"
    r"|(?:SECTION|Section)\s(?P<section>\d{1,3})[.:]"
    rf"|\\?\((?P<number_in>{NUMBER})\\?\)"
    r"|(?P<letter>(?P<twice>[a-z])(?P=twice)?|[ivx]{1,5}|[IVX]{1,5}|[A-Z])\\?[.)]"
    r"|\\?\((?P<letter_in>(?P<again>[a-z])(?P=again)?|[ivx]{1,5}|[IVX]{1,5}|[A-Z])\\?\)"
    r"|(?P<bullet>[-*•·–—▪●○◦‣➢■□]))"
    r"(?(bullet)|[*_]{0,3})(?:(?=\s|$)|(?(number)(?=[*_]{0,2}[A-Z][A-Za-z])|(?!)))\s*"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a paragraph: a printed number, a letter, or a bullet."""

    kind: MarkerKind
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: from its first to its last visible character; at `body` its words begin."""

    start: int
    end: int
    body: int
    marker: Marker | None
    follows_blank: bool


def lines(text: str) -> Iterator[Line]:
    """The lines of `text` that are not blank, in order."""
    offset = 0
    follows_blank = True
    for raw in text.split("\n"):
        shown = raw.strip()
        if shown:
            start = offset + len(raw) - len(raw.lstrip())
            end = start + len(shown)
            marker, length = marker_of(shown)
            yield Line(start, end, start + length, marker, follows_blank)
        follows_blank = not shown
        offset += len(raw) + 1


def marker_of(shown: str) -> tuple[Marker | None, int]:
    """The marker at the start of a line without outer blanks, and how many characters it takes up."""
    match = _MARKER.match(shown)
    if match is None:
        return None, 0
    if (
        number := match["number"]
        or match["dotted"]
        or match["section"]
        or match["number_in"]
        or match["moved"]
        or match["zero"]
    ):
        return Marker("number", number), match.end()
    if letter := match["letter"] or match["letter_in"]:
        return Marker("letter", letter), match.end()
    return Marker("bullet", match["bullet"]), match.end()
