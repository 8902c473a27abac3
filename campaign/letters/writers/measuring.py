"""How wide the lines of addresses are, as the typesetter sets them: a thousand addresses in one run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import typst

from campaign.core import paths
from campaign.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from campaign.letters.layouts import Layout

# The size at which lines are measured; a line is as much wider as it is set larger.
MEASURED_AT: Final = 100.0


@dataclass(frozen=True, slots=True)
class WideLine:
    """A line of an address that is wider than its place, and by how many millimetres."""

    line: str
    over: float


def wide_lines(
    addresses: Iterable[Sequence[str]], layout: Layout, folders: tuple[Path, ...] = ()
) -> list[tuple[WideLine, ...]]:
    """For each address its lines that are wider than the address's place in `layout`.

    They are measured at the size that so many lines have there, in the fonts of letters in English.

    Args:
        addresses: each from the office to the country.
        layout: the sheet and its envelope.
        folders: folders to take fonts from instead of Debian's.

    """
    kept = [tuple(lines) for lines in addresses]
    widths = _widths(tuple(dict.fromkeys(line for lines in kept for line in lines)), folders)
    return [_wide(lines, layout, widths) for lines in kept]


def _wide(lines: Sequence[str], layout: Layout, widths: Mapping[str, float]) -> tuple[WideLine, ...]:
    enlarged = layout.type_size(len(lines)) / MEASURED_AT
    over = {line: widths[line] * enlarged - layout.address.width for line in lines}
    return tuple(WideLine(line, over[line]) for line in lines if over[line] > 0)


def _widths(lines: Sequence[str], folders: tuple[Path, ...]) -> dict[str, float]:
    if not lines:
        return {}
    opened = _opened(fonts.folders(folders))
    told = {"fonts": fonts.families("en", set(opened.families())), "language": "en", "lines": lines}
    source = paths.find("templates") / "letters"
    answer = typst.query(
        source / "measuring.typ",
        "<widths>",
        field="value",
        one=True,
        root=source,
        font_paths=opened,
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
    )
    return dict(zip(lines, json.loads(answer), strict=True))


@lru_cache(maxsize=2)
def _opened(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders))
