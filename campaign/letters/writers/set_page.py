"""One page that Typst set, taken apart: what is the same on every letter, and where the rest stands.

Typst writes each run of text as a group of its own, `q … cm … BT … ET Q`, and a line or a picture likewise. A
letter of marks is set, the groups that show the marks are taken out, and where they stood is where a signer's
words go: so the places come from the one template, whatever the layout, and no measure is written twice.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAPPED: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_MARKING: Final = frozenset({"BDC", "BMC", "EMC"})
_COLOURS: Final = frozenset({"scn", "SCN"})
# Groups of one line share their baseline; a rule under it lies nearer than the next line.
_SAME_LINE: Final = 0.01
_NEAR: Final = 4.0


class NoPlaceToStamp(Refused):
    """The page that was set has no place for a part of what differs from letter to letter."""

    status = 422

    def __init__(self, letter: str) -> None:
        super().__init__(
            _(
                "The page of the letter %(letter)s has no place for a signer’s name. Write typeset letters.",
                letter=letter,
            )
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """The line under a text: how far below its baseline, how thick (points), and its colour."""

    below: float
    thickness: float
    colour: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of text begins, in points from the lower left corner, its size and its colour."""

    x: float
    y: float
    size: float
    colour: bytes
    rule: Rule | None = None


@dataclass(slots=True)
class _Group:
    instructions: list[Any]
    text: str = ""
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    colour: bytes = b""
    thickness: float = 0.0
    dropped: bool = False


class SetPage:
    """The page of a letter, with lines that can be found by their words and taken out."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(pdf))
        self._page = self._pdf.pages[0]
        fonts: Any = self._page.Resources.Font
        self._characters = {name: _characters(font) for name, font in fonts.items()}
        self._groups = list(self._read())

    def take(self, mark: str, left: float, right: float) -> Place | None:
        """Takes out the first line with this mark between two edges, and tells where it stood.

        Other words of the line may be of any script: only the mark is read. None if it is not there.

        Args:
            mark: what stands in the line.
            left: the left edge of the column, in points.
            right: its right edge.

        """
        column = [
            group
            for group in self._groups
            if group.text and not group.dropped and left - _NEAR < group.x < right
        ]
        marked = next((group for group in column if mark in _dense(group.text)), None)
        if marked is None:
            return None
        line = [group for group in column if abs(group.y - marked.y) < _SAME_LINE]
        return self._out(sorted(line, key=lambda group: group.x))

    def form(self) -> pikepdf.Pdf:
        """A document without pages whose object 1 is what is left, as a form XObject."""
        left = [one for group in self._groups if not group.dropped for one in group.instructions]
        made = pikepdf.new()
        form = pikepdf.Stream(made, pikepdf.unparse_content_stream(left))
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array(self._page.MediaBox)
        kept = pikepdf.Dictionary(
            {key: made.copy_foreign(self._indirect(part)) for key, part in self._page.Resources.items()}
        )
        form.Resources = kept
        made.Root.Base = made.make_indirect(form)
        return made

    def _indirect(self, part: pikepdf.Object) -> pikepdf.Object:
        return part if part.is_indirect else self._pdf.make_indirect(part)

    def _out(self, groups: Sequence[_Group]) -> Place:
        first = groups[0]
        rule = None
        for group in self._groups:
            if group.thickness and 0 < first.y - group.y < _NEAR and _starts_in(group, groups):
                group.dropped = True
                rule = Rule(first.y - group.y, group.thickness, group.colour)
        for group in groups:
            group.dropped = True
        return Place(first.x, first.y, first.size, first.colour, rule)

    def _read(self) -> Iterator[_Group]:
        depth, gathered = 0, list[Any]()
        for one in pikepdf.parse_content_stream(self._page):
            operator = str(one.operator)
            if operator in _MARKING:
                continue
            gathered.append(one)
            depth += (operator == "q") - (operator == "Q")
            if depth == 0:
                yield self._group(gathered)
                gathered = []
        if gathered:
            yield self._group(gathered)

    def _group(self, instructions: list[Any]) -> _Group:
        group = _Group(instructions)
        operators = [str(one.operator) for one in instructions]
        if operators.count("cm") != 1 or not {"BT", "S"} & set(operators):
            return group
        names: dict[str, str] = {}
        for operator, one in zip(operators, instructions, strict=True):
            self._note(group, names, operator, one.operands)
        return group

    def _note(self, group: _Group, characters: dict[str, str], operator: str, operands: Any) -> None:  # noqa: ANN401 - operands of every kind
        if operator == "cm":
            group.x, group.y = float(operands[4]), float(operands[5])
        elif operator == "w":
            group.thickness = float(operands[0])
        elif operator in _COLOURS:
            group.colour = b" ".join(b"%.3g" % float(part) for part in operands)
        elif operator == "Tf":
            characters.clear()
            characters.update(self._characters[str(operands[0])])
            group.size = float(operands[1])
        elif operator in {"TJ", "Tj"}:
            parts = operands[0] if operator == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    group.text += _decoded(bytes(part), characters)


def _characters(font: pikepdf.Object) -> dict[str, str]:
    mapped = _MAPPED.findall(bytes(font.ToUnicode.read_bytes()))
    return {code.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in mapped}


def _decoded(codes: bytes, characters: dict[str, str]) -> str:
    pairs = (codes[at : at + 2].hex().upper() for at in range(0, len(codes), 2))
    return "".join(characters.get(pair, "\ufffd") for pair in pairs)


def _starts_in(rule: _Group, groups: Sequence[_Group]) -> bool:
    return any(abs(rule.x - group.x) < _SAME_LINE for group in groups)


def _dense(text: str) -> str:
    return "".join(text.split())
