"""The blocks of a cleaned web page, which is also what mammoth makes of a Word file, as pieces of text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from campaign.statements.incoming import counting
from campaign.statements.incoming.pieces import BULLET, PRINTED, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from campaign.statements.incoming.pieces import Piece
    from campaign.statements.incoming.values import Place, Style

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS: Final = frozenset({"td", "th"})
LISTS: Final = frozenset({"ol", "ul"})
BLOCKS: Final = (
    HEADINGS
    | CELLS
    | LISTS
    | frozenset({"address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"})
    | frozenset({"figcaption", "figure", "header", "hr", "li", "main", "p", "pre", "section"})
    | frozenset({"table", "tbody", "tfoot", "thead", "tr"})
)
STYLES: Final[Mapping[str, Style]] = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
INLINE: Final = frozenset({"a", "br", "sup", *STYLES})
# What leads to a footnote: a number, a letter or a sign, in brackets or not; never "th".
_FOOTNOTE: Final = re.compile(r"[\s\[(]*(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[\s\])]*")
_FOOTNOTE_IN_BRACKETS: Final = re.compile(r"\s*\[(?:\d{1,3}|[a-z])\]\s*")
_NUMBERED_BY: Final[Mapping[str, Callable[[int], str]]] = {
    "a": counting.letters,
    "A": lambda number: counting.letters(number).upper(),
    "i": counting.roman,
    "I": lambda number: counting.roman(number).upper(),
}
_WHOLE: Final = re.compile(r"-?\d{1,6}")


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a paragraph from elsewhere: its place in the source, its marker and its level."""

    place: Place
    marker: str = ""
    level: int = 0


@dataclass(slots=True)
class _List:
    number: Callable[[int], str] | None
    next: int
    step: int


def pieces(root: etree._Element, labels: Mapping[str, Label] | None = None) -> list[Piece]:
    """The blocks below `root`, in order; an anchor with an id in `labels` begins the paragraph told there."""
    writer = _Writer(labels or {})
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is None and event == "start":
            if _leads_to_footnote(element):
                skipped = element
            else:
                writer.open(element)
                writer.write(element.text or "")
        elif event == "end":
            if skipped is None:
                writer.close(str(element.tag))
            if skipped in {None, element}:
                skipped = None
                writer.write(element.tail or "" if element is not root else "")
    writer.end_block()
    return writer.done


@dataclass(slots=True)
class _Writer:
    labels: Mapping[str, Label]
    done: list[Piece] = field(default_factory=list)
    _wording: Wording = field(default_factory=Wording)
    _lists: list[_List] = field(default_factory=list)
    _styles: list[Style] = field(default_factory=list)
    _rows: int = 0
    _preformatted: int = 0

    def open(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in STYLES:
            self._styles.append(STYLES[tag])
        elif tag == "br":
            self._break()
        elif tag == "a" and (label := self.labels.get(element.get("id") or "")):
            self._begin(label)
        elif tag in BLOCKS:
            self.end_block()
            self._open_block(tag, element)

    def close(self, tag: str) -> None:
        if tag in STYLES:
            self._styles.pop()
        elif tag in BLOCKS:
            if tag == "tr":
                self._rows -= 1
            self.end_block()
            if tag in LISTS:
                self._lists.pop()
            if tag in {"li", "tr"} | LISTS | HEADINGS:
                self._wording = self._blank()
            self._preformatted -= tag == "pre"

    def write(self, text: str) -> None:
        if not self._preformatted:
            self._wording.add(text, self._styles)
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._break()
            self._wording.add(line, self._styles)

    def end_block(self) -> None:
        """What comes next is another paragraph, unless only its number was read, as in a cell of its own."""
        if self._wording.is_empty:
            return
        if self._rows and PRINTED.fullmatch(self._wording.words):
            self._wording.add(" ")
            return
        self.done.append(self._wording.piece())
        self._wording = self._blank()

    def _open_block(self, tag: str, element: etree._Element) -> None:
        if tag in LISTS:
            self._lists.append(_list(tag, element))
            self._wording = self._blank()
        elif tag == "li":
            self._wording = self._blank()
            self._wording.marker = self._marker(element)
        elif tag in HEADINGS:
            self._wording.is_heading = True
        elif tag == "tr":
            self._rows += 1
        elif tag == "pre":
            self._preformatted += 1

    def _begin(self, label: Label) -> None:
        self._wording.at(label.place)
        if self._wording.is_empty and label.marker:
            self._wording.marker, self._wording.level = label.marker, label.level

    def _break(self) -> None:
        """Two line breaks in a row are the end of a paragraph."""
        if self._wording.ends_a_line:
            self.end_block()
        elif not self._wording.is_empty:
            self._wording.break_line()

    def _marker(self, element: etree._Element) -> str:
        if not self._lists or (listed := self._lists[-1]).number is None:
            return BULLET
        if _WHOLE.fullmatch(value := element.get("value") or ""):
            listed.next = int(value)
        number = listed.next
        listed.next += listed.step
        return f"{listed.number(number)}."

    def _blank(self) -> Wording:
        return Wording(level=max(len(self._lists) - 1, 0))


def _list(tag: str, element: etree._Element) -> _List:
    if tag == "ul":
        return _List(None, 1, 1)
    is_reversed = element.get("reversed") is not None
    first = len(element.findall("li")) if is_reversed else 1
    if _WHOLE.fullmatch(start := element.get("start") or ""):
        first = int(start)
    return _List(_NUMBERED_BY.get(element.get("type") or "1", str), first, -1 if is_reversed else 1)


def _leads_to_footnote(element: etree._Element) -> bool:
    if element.tag not in {"sup", "a"}:
        return False
    words = "".join(element.itertext())
    return bool((_FOOTNOTE if element.tag == "sup" else _FOOTNOTE_IN_BRACKETS).fullmatch(words))
