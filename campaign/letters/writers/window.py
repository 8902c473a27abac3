"""The window of an envelope with an address in it: a picture, and which lines it does not show whole."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import typst

from campaign.core import paths
from campaign.core.languages import gettext as _
from campaign.letters import fonts
from campaign.letters.layouts import Box
from campaign.letters.writers.measuring import wide_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from campaign.letters.layouts import Layout

# How much of the envelope is shown around its window, in millimetres.
AROUND: Final = 6.0
SCREEN_PPI: Final = 220.0
# What the return line keeps clear above the address, in millimetres: as on the letter.
ABOVE_THE_ADDRESS: Final = 2.2
_NO_GLYPH: Final = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`', re.DOTALL)


@dataclass(frozen=True, slots=True)
class View:
    """What the window shows: a PNG, and what of the address does not fit, a sentence each."""

    picture: bytes
    problems: tuple[str, ...]


def preview(
    lines: Sequence[str], layout: Layout, folders: tuple[Path, ...] = (), return_line: str = ""
) -> View:
    """The window of the envelope of `layout` with `lines` in it, as the letters in it will have them.

    Args:
        lines: the address, from the office to the country; it may be wrong or empty.
        layout: a sheet for an envelope with a window; `ValueError` for one without.
        folders: folders to take fonts from instead of Debian's.
        return_line: the sender in one line, shown where the window has a strip for it.

    """
    too_wide = {wide.line: wide.over for wide in wide_lines([lines], layout, folders)[0]}
    view = _setter(fonts.folders(folders)).view(lines, layout, return_line, too_wide)
    return View(view.picture, (*_sentences(lines, too_wide), *view.problems))


class _Setter:
    """A compiler kept ready; it serves one thread at a time, and a lock makes the others wait."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        found = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        self._families = frozenset(found.families())
        self._lock = threading.Lock()
        source = paths.find("templates") / "letters"
        self._compiler = typst.Compiler(source / "window.typ", root=source, font_paths=found)

    def view(self, lines: Sequence[str], layout: Layout, return_line: str, too_wide: Collection[str]) -> View:
        data = self._told(lines, layout, return_line) | {"wide": [line in too_wide for line in lines]}
        told = {"data": json.dumps(data, ensure_ascii=False)}
        with self._lock:
            picture = self._compiler.compile(format="png", ppi=SCREEN_PPI, sys_inputs=told)
            missing = self._missing()
        if not isinstance(picture, bytes):
            raise TypeError(picture)
        return View(picture, missing)

    def _missing(self) -> tuple[str, ...]:
        # A picture has an empty box for a character that no font has; only this standard complains of it.
        try:
            self._compiler.compile(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            if found := _NO_GLYPH.search(error.message):
                return (_("No font here has “%(characters)s”.", characters=found[1]),)
            raise
        return ()

    def _told(self, lines: Sequence[str], layout: Layout, return_line: str) -> dict[str, object]:
        window = layout.window
        if window is None:
            message = f"{layout.name} has no window"
            raise ValueError(message)
        moved = Box(AROUND, AROUND, window.width, window.height)
        address = replace(
            layout.address,
            left=layout.address.left - window.left + AROUND,
            top=layout.address.top - window.top + AROUND,
        )
        return {
            "title": _("The window of the envelope"),
            "language": "en",
            "fonts": fonts.families("en", self._families),
            "width": window.width + 2 * AROUND,
            "height": window.height + 2 * AROUND,
            "window": asdict(moved),
            "address": asdict(address),
            "lines": list(lines),
            "pitch": layout.pitch(len(lines)),
            "size": layout.type_size(len(lines)),
            "return_line": return_line,
            "return_height": max(layout.return_line - ABOVE_THE_ADDRESS, 0) if return_line else 0,
        }


def _sentences(lines: Sequence[str], too_wide: Mapping[str, float]) -> list[str]:
    return [
        _(
            "Line %(number)s is %(over)s mm too wide for the window. Shorten it, or break it into two lines.",
            number=number,
            over=max(1, round(too_wide[line])),
        )
        for number, line in enumerate(lines, start=1)
        if line in too_wide
    ]


@lru_cache(maxsize=2)
def _setter(folders: tuple[Path, ...]) -> _Setter:
    return _Setter(folders)
