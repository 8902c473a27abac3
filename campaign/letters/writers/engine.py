"""Typst, kept ready: fonts opened once, one compiler, text handed over as JSON and never as source."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

import typst

from campaign.core import paths

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

# To be archived (ISO 19005-2, level A) and to be read aloud (ISO 14289-1).
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
DOCUMENT: Final = "document.typ"
_NOTHING: Final = b"#set page(width: 1pt, height: 1pt)\n"
_KEPT: Final = 10
SPECIMEN: Final = "specimen.typ"

# Typst shares its work among all cores, which takes a tenth more of their time: a worker has one for itself,
# and there are as many workers as cores. It is read when Typst first works.
os.putenv("RAYON_NUM_THREADS", "1")


class Engine:
    """Typst with the fonts of some folders.

    Opening the folders of Noto takes 0.1 to 0.4 s. The compiler serves one thread at a time and refuses a
    second; a lock makes the others wait.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        found = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        self.families = frozenset(found.families())
        self._lock = threading.Lock()
        self._source = paths.find("templates") / "letters"
        self._compiler = typst.Compiler(self._source / DOCUMENT, root=self._source, font_paths=found)

    def pdf(self, told: dict[str, Any], day: date, template: str = DOCUMENT) -> bytes:
        """A tagged PDF (A-2a, UA-1) of what is told, dated `day`; raises `typst.TypstError`."""
        with self._lock:
            compiled = self._compiler.compile(
                self._source / template,
                format="pdf",
                sys_inputs=_inputs(told),
                pdf_standards=STANDARDS,
                timestamp=datetime.combine(day, time(), UTC),
            )
        return _whole(compiled)

    def picture(self, told: dict[str, Any], ppi: float) -> bytes:
        """A PNG of a single page at so many pixels an inch; raises `typst.TypstError`."""
        with self._lock:
            compiled = self._compiler.compile(
                self._source / DOCUMENT, format="png", ppi=ppi, sys_inputs=_inputs(told)
            )
        return _whole(compiled)

    def forget(self) -> None:
        """Give back the memory that documents took.

        Typst keeps what it worked out for the last ten documents, 0.4 MB a letter. Ten empty ones push it
        out: that halves the memory of a process that writes many, and takes 2 per cent of its time.
        """
        with self._lock:
            for _document in range(_KEPT):
                self._compiler.compile(_NOTHING, format="png", ppi=1)


def _inputs(told: dict[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(told, ensure_ascii=False, sort_keys=True)}


def _whole(compiled: bytes | list[bytes] | None) -> bytes:
    if isinstance(compiled, bytes):
        return compiled
    raise TypeError(compiled)
