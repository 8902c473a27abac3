"""Pages that are no letters, set by Typst: labels, envelopes, lists. Text goes there as JSON."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import typst

from campaign.core import paths
from campaign.letters import fonts
from campaign.letters.fonts import package_for
from campaign.letters.writers.errors import NoGlyph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

# To be archived (ISO 19005-2, level A) and to be read aloud (ISO 14289-1).
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]

_NO_GLYPH: Final = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)


class Printer:
    """Sets templates with the fonts of some folders; it serves one thread at a time, the others wait."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        self._families = fonts.families("en", frozenset(self._fonts.families()))
        self._lock = threading.Lock()
        self._templates = paths.find("templates") / "letters"
        self._compiler = typst.Compiler(root=self._templates, font_paths=self._fonts)

    def set(self, template: str, data: Mapping[str, Any], day: date) -> bytes:
        """The tagged PDF of a template filled with `data`, dated `day`; same arguments, same bytes.

        Raises `NoGlyph` where no font has a character.
        """
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    self._templates / template,
                    format="pdf",
                    sys_inputs=self._told(data),
                    pdf_standards=STANDARDS,
                    timestamp=datetime.combine(day, time(), UTC),
                )
        except typst.TypstError as error:
            if found := _NO_GLYPH.search(error.message):
                characters = _ESCAPED.sub(_unescaped, found[1])
                raise NoGlyph(characters, package_for(characters[0])) from error
            raise
        if isinstance(pdf, bytes):
            return pdf
        raise TypeError(pdf)

    def ask(self, template: str, data: Mapping[str, Any], label: str) -> Any:  # noqa: ANN401 - what JSON holds
        """What a template filled with `data` says under `label`."""
        said = typst.query(
            self._templates / template,
            f"<{label}>",
            field="value",
            one=True,
            root=self._templates,
            font_paths=self._fonts,
            sys_inputs=self._told(data),
        )
        return json.loads(said)

    def _told(self, data: Mapping[str, Any]) -> dict[str, str]:
        return {"data": json.dumps({"fonts": self._families, **data}, ensure_ascii=False, sort_keys=True)}


@lru_cache(maxsize=2)
def printer(folders: tuple[Path, ...]) -> Printer:
    """The printer that this process keeps for these folders of fonts."""
    return Printer(folders)


def _unescaped(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]
