"""A Markdown file as text (CommonMark 0.31, with tables and footnotes as GitHub has them)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming import plain
from campaign.statements.incoming.markdown.inline import BREAK, runs
from campaign.statements.incoming.pieces import BULLET, Wording, assembled
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import Place

if TYPE_CHECKING:
    from campaign.statements.incoming.pieces import Piece
    from campaign.statements.incoming.values import Incoming

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_HIDDEN: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_QUOTED: Final = re.compile(r"(?: {0,3}> ?)+")
_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*[ \t]*$")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM: Final = re.compile(
    r"(?P<indent>\s*)(?:(?P<bullet>[-+*])|(?P<number>\d{1,9})(?P<stop>[.)]))[ \t]+(?=\S)"
)
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_FOOTNOTE: Final = re.compile(r" {0,3}\[\^[^\]\s]{1,50}\]:")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:\s*\S+")
_ROW: Final = re.compile(r"\s*\|.*\|\s*$")
_RULED: Final = re.compile(r"\s*\|[\s|:-]+\|\s*$")
# Nothing else in the source is this: a file that holds it is refused.
_FILLING: Final = "\0"
_HARD_BREAK: Final = re.compile(r"(?: {2,}|\\)$")


def read(content: bytes) -> Incoming:
    """The text without its marks; raises `Unreadable`."""
    source = plain.with_line_feeds(plain.decoded(content))
    if "\0" in source:
        raise Unreadable(Why.BINARY)
    reader = _Reader()
    reader.read(_blanked(source))
    return assembled(reader.done, "markdown")


def _blanked(source: str) -> str:
    """The source with a filling for what is not shown, so that all else stays in its place."""
    if found := _FRONT_MATTER.match(source):
        source = _blanks(found) + source[found.end() :]
    return _HIDDEN.sub(_blanks, source)


def _blanks(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _FILLING, found.group())


@dataclass(slots=True)
class _Item:
    indent: int
    typed: int | None
    number: int | None


@dataclass(slots=True)
class _Reader:
    done: list[Piece] = field(default_factory=list)
    _wording: Wording = field(default_factory=Wording)
    _items: list[_Item] = field(default_factory=list)
    _fenced: bool = False
    _in_footnote: bool = False
    _after_blank: bool = True

    def read(self, source: str) -> None:
        offset = 0
        for line in source.split("\n"):
            self._line(line, offset)
            offset += len(line) + 1
        self._end()

    def _line(self, line: str, offset: int) -> None:
        quoted = _QUOTED.match(line)
        body = line[quoted.end() :] if quoted else line
        offset += len(line) - len(body)
        if _FENCE.match(body):
            self._end()
            self._fenced = not self._fenced
        elif self._fenced:
            self._wording.at(Place(0, offset=offset))
            self._wording.add(body)
            self._wording.break_line()
        elif not body.strip(f" \t{_FILLING}"):
            self._end()
            self._after_blank = True
        elif not self._is_left_out(body):
            self._block(body, offset)
            self._after_blank = False

    def _is_left_out(self, body: str) -> bool:
        """Footnotes with the lines that belong to them, definitions of links, and rules of tables."""
        if _FOOTNOTE.match(body):
            self._end()
            self._in_footnote = True
        elif self._in_footnote and self._after_blank and not body.startswith("    "):
            self._in_footnote = False
        return self._in_footnote or bool(_DEFINITION.match(body) or _RULED.match(body))

    def _block(self, body: str, offset: int) -> None:
        if heading := _HEADING.match(body):
            self._leave_lists(0)
            self._wording.is_heading = True
            self._words(heading["words"], offset + heading.start("words"))
            self._end()
        elif _UNDERLINE.match(body) and not self._wording.is_empty and not self._wording.marker:
            self._wording.is_heading = True
            self._end()
        elif _RULE.match(body):
            self._leave_lists(0)
        elif item := _ITEM.match(body):
            self._begin(item)
            self._words(body[item.end() :], offset + item.end())
        elif _ROW.match(body):
            self._end()
            self._words(body.replace("|", " "), offset)
            self._end()
        else:
            if self._wording.is_empty:
                self._leave_lists(_indent(body))
            self._words(body, offset)

    def _begin(self, item: re.Match[str]) -> None:
        indent = _indent(item["indent"] + "x")
        self._end()
        before = self._leave(indent)
        typed = int(item["number"]) if item["number"] else None
        number = typed
        # Many type "1." before every item, and see 1, 2, 3; any other number is meant.
        if before and typed is not None and before.typed == typed:
            number = (before.number or 0) + 1
        self._items.append(_Item(indent, typed, number))
        self._wording = Wording(BULLET if number is None else f"{number}{item['stop']}", len(self._items) - 1)

    def _leave(self, indent: int) -> _Item | None:
        """Leave the lists that are indented more; gives the item before the one that comes."""
        before = None
        while self._items and self._items[-1].indent >= indent - 1:
            before = self._items.pop()
        return before if before and before.indent <= indent + 1 else None

    def _words(self, words: str, offset: int) -> None:
        self._wording.at(Place(0, offset=offset + len(words) - len(words.lstrip())))
        breaks = _HARD_BREAK.search(words)
        for run, styles in runs((words[: breaks.start()] if breaks else words).replace(_FILLING, "")):
            if run == BREAK:
                self._wording.break_line()
            else:
                self._wording.add(run, styles)
        if breaks:
            self._wording.break_line()
        else:
            self._wording.add(" ")

    def _leave_lists(self, indent: int) -> None:
        self._end()
        while self._items and self._items[-1].indent >= indent:
            self._items.pop()
        self._wording = Wording(level=max(len(self._items) - 1, 0))

    def _end(self) -> None:
        if not self._wording.is_empty:
            self.done.append(self._wording.piece())
        self._wording = Wording(level=max(len(self._items) - 1, 0))


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
