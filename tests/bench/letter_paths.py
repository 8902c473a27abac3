"""Every way of writing letters that the bench of letters measures: one function each.

A way takes the numbers of signers, from one to before another, and a folder; it writes their letters to files
there and gives the number of bytes.
"""

from __future__ import annotations

import shutil
from functools import partial
from itertools import count, islice
from typing import TYPE_CHECKING, Final, Protocol

from campaign.letters.fonts import folders
from campaign.letters.layouts import DIN_B
from campaign.letters.states import Packing
from campaign.letters.writers import formats
from campaign.letters.writers.print_run import write_file
from campaign.letters.writers.report import Report
from tests.bench import letter_baselines as baselines
from tests.bench.letter_samples import base, letters
from tests.bench.signers import ALL, stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from campaign.letters.values import Letter


class Way(Protocol):
    """A way of writing letters."""

    def __call__(self, start: int, end: int, folder: Path) -> int:
        """Writes the letters of these signers and gives the number of bytes."""


# Letters of one file of an export, and of a print run.
PART: Final = 500
RUN: Final = 50_000
# Letters of one document that WeasyPrint and LibreOffice are given.
DOCUMENT: Final = 50


def in_parts(kind: formats.Format, language: str, start: int, end: int, folder: Path) -> int:
    """Our export: parts of 500 letters."""
    size = 0
    for first in range(start, end, PART):
        path, report = folder / f"{first:07d}.{kind}", Report()
        part = letters(language, first, min(first + PART, end))
        with path.open("wb") as file:
            for piece in formats.stream(part, kind, Packing.PARTS, report).content:
                file.write(piece)
        if report.set_aside:
            raise ValueError(report.set_aside[0].reason)
        size += path.stat().st_size
    return size


def stamped(start: int, end: int, folder: Path) -> int:
    """A print run, names in eight languages, in files of 50,000 letters."""
    size = 0
    for first in range(start, end, RUN):
        path = folder / f"{first:07d}.pdf"
        some = stamps(ALL, first, min(first + RUN, end))
        report = write_file(base("en"), DIN_B, folders(()), some, path)
        if report.set_aside:
            raise ValueError(report.set_aside[0].reason)
        size += path.stat().st_size
    return size


def baseline(
    write: baselines.Write, in_document: int, language: str, start: int, end: int, folder: Path
) -> int:
    """A baseline, with so many letters in a document; its letters are composed as ours are."""
    size = 0
    for number, part in enumerate(_parts(letters(language, start, end), in_document)):
        content = write(part, folder)
        (folder / f"{start}-{number:05d}").write_bytes(content)
        size += len(content)
    return size


def _parts(some: Iterable[Letter], size: int) -> Iterator[list[Letter]]:
    rest = iter(some)
    for _ in count():
        part = list(islice(rest, size))
        if not part:
            return
        yield part


PDF, DOCX = formats.Format.PDF, formats.Format.DOCX
WAYS: Final[dict[str, Way]] = {
    "pdf_en": partial(in_parts, PDF, "en"),
    "pdf_ko": partial(in_parts, PDF, "ko"),
    "docx": partial(in_parts, DOCX, "en"),
    "stamped": stamped,
    "weasyprint": partial(baseline, baselines.weasyprint, DOCUMENT, "en"),
    "weasyprint_untagged": partial(baseline, partial(baselines.weasyprint, variant=None), DOCUMENT, "en"),
    "weasyprint_single": partial(baseline, baselines.weasyprint, 1, "en"),
    "weasyprint_ko": partial(baseline, baselines.weasyprint, DOCUMENT, "ko"),
    "docxtpl": partial(baseline, baselines.docxtpl, 1, "en"),
    "libreoffice": partial(baseline, baselines.libreoffice, DOCUMENT, "en"),
}


def has_libreoffice() -> bool:
    """Whether LibreOffice is installed here."""
    return shutil.which("soffice") is not None
