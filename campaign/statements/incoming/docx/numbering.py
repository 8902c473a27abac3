"""The numbers and bullets that Word prints before the paragraphs of its lists (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from campaign.statements.incoming import counting
from campaign.statements.incoming.docx.names import WORD, child, number, value
from campaign.statements.incoming.pieces import BULLET, label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_NO_LIST: Final = "0"
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": counting.repeated_letter,
    "upperLetter": lambda count: counting.repeated_letter(count).upper(),
    "lowerRoman": counting.roman,
    "upperRoman": lambda count: counting.roman(count).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restarts_after: int | None = None
    is_legal: bool = False


@dataclass(slots=True)
class _Count:
    """How far a list has come; several lists of a file may count on together."""

    levels: Mapping[int, _Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Gives each paragraph, asked for in order, what Word prints before it."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = _by_id(styles, "style", "styleId")
        self._abstract = _by_id(numbering, "abstractNum", "abstractNumId")
        self._lists = _by_id(numbering, "num", "numId")
        self._counts: dict[str, _Count] = {}
        self._begun: set[tuple[str, int]] = set()

    def printed(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The marker before the paragraph and its level, from 0; None for one that is in no list."""
        found = self._list_of(paragraph)
        if found is None:
            return None
        numbered, depth = found
        count = self._count(numbered)
        if count is None or depth not in count.levels:
            return None
        self._go_on(numbered, count, depth)
        return _marker(count, depth), depth

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = child(paragraph, "pPr")
        if child(properties, "rPr", "del") is not None:
            return None
        direct = child(properties, "numPr")
        own = value(child(direct, "numId"))
        depth = number(child(direct, "ilvl"))
        from_style, style_depth = self._list_of_style(value(child(properties, "pStyle")))
        chosen = own or from_style
        if chosen is None or chosen == _NO_LIST:
            return None
        return chosen, depth if depth is not None else style_depth

    def _list_of_style(self, style_id: str | None) -> tuple[str | None, int]:
        """The list of a paragraph style, its own or that of a style it is based on."""
        seen: set[str] = set()
        depth: int | None = None
        while style_id and style_id not in seen:
            seen.add(style_id)
            style = self._styles.get(style_id)
            properties = child(style, "pPr", "numPr")
            depth = depth if depth is not None else number(child(properties, "ilvl"))
            if list_id := value(child(properties, "numId")):
                return list_id, self._linked_depth(list_id, seen) if depth is None else depth
            style_id = value(child(style, "basedOn"))
        return None, 0

    def _linked_depth(self, list_id: str, styles: set[str]) -> int:
        abstract = self._abstract.get(value(child(self._lists.get(list_id), "abstractNumId")) or "")
        for level in abstract.iterfind(f"{WORD}lvl") if abstract is not None else ():
            if value(child(level, "pStyle")) in styles:
                return number(level, "ilvl") or 0
        return 0

    def _count(self, list_id: str) -> _Count | None:
        seen: set[str] = set()
        while list_id not in seen:
            seen.add(list_id)
            abstract_id = value(child(self._lists.get(list_id), "abstractNumId"))
            abstract = self._abstract.get(abstract_id or "")
            if abstract is None or abstract_id is None:
                return None
            linked = self._styles.get(value(child(abstract, "numStyleLink")) or "")
            if linked is None:
                return self._counts.setdefault(abstract_id, _Count(_levels(abstract)))
            list_id = value(child(linked, "pPr", "numPr", "numId")) or ""
        return None

    def _go_on(self, list_id: str, count: _Count, depth: int) -> None:
        level = count.levels[depth]
        start = self._new_start(list_id, depth)
        if start is not None:
            count.reached[depth] = start
        else:
            before = count.reached[depth]
            count.reached[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            after = count.levels[deeper].restarts_after if deeper in count.levels else None
            if after is None or depth < after:
                count.reached[deeper] = None

    def _new_start(self, list_id: str, depth: int) -> int | None:
        """Where a list that shares its count with others says that it starts anew, once."""
        if (list_id, depth) in self._begun:
            return None
        self._begun.add((list_id, depth))
        listed = self._lists.get(list_id)
        for override in listed.iterfind(f"{WORD}lvlOverride") if listed is not None else ():
            if number(override, "ilvl") == depth:
                return number(child(override, "startOverride"))
        return None


def _by_id(root: etree._Element | None, tag: str, name: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {value(element, name) or "": element for element in root.iterfind(f"{WORD}{tag}")}


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in abstract.iterfind(f"{WORD}lvl"):
        depth = number(element, "ilvl") or 0
        if 0 <= depth < _LEVELS:
            first = number(child(element, "start"))
            levels[depth] = _Level(
                form=value(child(element, "numFmt")) or "decimal",
                pattern=value(child(element, "lvlText")) or "",
                start=1 if first is None else first,
                restarts_after=number(child(element, "lvlRestart")),
                is_legal=child(element, "isLgl") is not None,
            )
    return levels


def _marker(count: _Count, depth: int) -> str:
    level = count.levels[depth]
    if level.form == "bullet":
        return BULLET
    if level.form == "none":
        return ""

    def shown(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        other = count.levels.get(at, _Level())
        if level.is_legal:
            other = replace(other, form="decimal")
        reached = count.reached[at]
        return _FORMATS.get(other.form, str)(other.start if reached is None else reached)

    return label(_PLACE.sub(shown, level.pattern).strip())
