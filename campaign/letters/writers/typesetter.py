"""Typst, kept ready: fonts opened once, one compiler, text handed over as JSON and never as source."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import typst

from campaign.core import paths
from campaign.core.languages import speaking
from campaign.letters.writers.refusals import refusal_of
from campaign.letters.writers.typst_inputs import inputs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from campaign.letters.values import Letter

# To be archived (ISO 19005-2, level A) and to be read aloud (ISO 14289-1).
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
SCREEN_PPI: Final = 110.0
_PAGES: Final = re.compile(rb"/Type/Pages/Count (\d+)")


class Typesetter:
    """Sets letters with the fonts of some folders.

    Opening the folders of Noto takes 0.1 to 0.4 s, so that a process keeps one (`typesetter`). The compiler
    serves one thread at a time and refuses a second; a lock makes the others wait.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        found = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        self._families = frozenset(found.families())
        self._lock = threading.Lock()
        source = paths.find("templates") / "letters"
        self._compiler = typst.Compiler(source / "letter.typ", root=source, font_paths=found)

    def set(self, letters: Sequence[Letter]) -> bytes:
        """One tagged PDF (A-2a, UA-1) of all the letters, each on its page, its signature sheet behind it.

        All letters are in the language of the first. The same letters give the same bytes.

        Raises:
            LetterTooLong: a letter takes more than a page.
            AddressTooWide: a line of an address is wider than the window.
            CannotSet: no font has a character.

        """
        if len(letters) > 1 and not any(letter.annex for letter in letters):
            # Measuring halves the speed, and nearly all letters fit at full size: a page for each.
            pdf = self._compile(letters, measured=False)
            if _page_count(pdf) == len(letters):
                return pdf
        return self._compile(letters, measured=True)

    def preview(self, letter: Letter, ppi: float = SCREEN_PPI) -> bytes:
        """A PNG of the letter's page, without its signature sheet, at `ppi` pixels an inch.

        Raises what `set` raises: a picture alone would show an empty box for a character that no font has.
        """
        page = replace(letter, annex=None)
        self.set([page])
        told = self._told([page], measured=True)
        with self._lock:
            return _whole(self._compiler.compile(format="png", ppi=ppi, sys_inputs=told))

    def _compile(self, letters: Sequence[Letter], *, measured: bool) -> bytes:
        told = self._told(letters, measured=measured)
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    format="pdf",
                    sys_inputs=told,
                    pdf_standards=STANDARDS,
                    timestamp=datetime.combine(letters[0].date, time(), UTC),
                )
        except typst.TypstError as error:
            raise refusal_of(error, letters) from error
        return _whole(pdf)

    def _told(self, letters: Sequence[Letter], *, measured: bool) -> dict[str, str]:
        with speaking(letters[0].language):
            return inputs(letters, self._families, measured=measured)


@lru_cache(maxsize=2)
def typesetter(folders: tuple[Path, ...]) -> Typesetter:
    """The typesetter that this process keeps for these folders of fonts."""
    return Typesetter(folders)


def _page_count(pdf: bytes) -> int | None:
    found = _PAGES.search(pdf)
    return int(found[1]) if found else None


def _whole(compiled: bytes | list[bytes] | None) -> bytes:
    if isinstance(compiled, bytes):
        return compiled
    raise TypeError(compiled)
