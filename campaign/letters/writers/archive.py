"""ZIP archives in pieces, made while they are sent: nothing is gathered in memory or in clear on the disk.

They come out the same, byte for byte, whenever they are made.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

from campaign.core.errors import Refused
from campaign.core.pipes import Pipe
from campaign.letters.file_names import of_letter
from campaign.letters.writers.errors import TooManyLetters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from campaign.letters.values import Letter
    from campaign.letters.writers.file import File
    from campaign.letters.writers.report import Report

MEDIA_TYPE: Final = "application/zip"
# More files than these, and the one who opens the archive waits for her computer.
MOST_FILES: Final = 10_000
# The first moment that the format can hold.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
# Kinds of file that are packed already: deflating them again gains nothing.
_PACKED: Final = frozenset({".pdf", ".docx", ".xlsx", ".zip", ".png"})


def zipped(entries: Iterable[tuple[str, Iterable[bytes]]], moment: datetime | None = None) -> Iterator[bytes]:
    """A ZIP of these names and contents in this order, in pieces.

    Args:
        entries: names with the pieces of what lies under them.
        moment: the time that each entry bears; without one, the first that the format can hold.

    """
    stamp = moment.timetuple()[:6] if moment else _NO_TIME
    pipe = Pipe()
    # Zipfile wants a file for its type alone: it writes, and never seeks in what cannot tell its place.
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, pieces in entries:
            with archive.open(_entry(name, stamp), "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    if ready := pipe.taken():
                        yield ready
    yield pipe.taken()


def single_files(letters: Iterable[Letter], one: Callable[[Letter], File], report: Report) -> Iterator[bytes]:
    """A ZIP of one file for each letter, named by its place and its recipient; nothing if there is none.

    Args:
        letters: 10,000 at most.
        one: writes a letter; what it refuses is set aside in `report`.
        report: filled while the pieces are taken.

    Raises:
        TooManyLetters: there are more.

    """
    files = _files(letters, one, report)
    if first := next(files, None):
        yield from zipped(_again(first, files))


def _files(
    letters: Iterable[Letter], one: Callable[[Letter], File], report: Report
) -> Iterator[tuple[str, list[bytes]]]:
    for at, letter in enumerate(letters, start=1):
        if at > MOST_FILES:
            raise TooManyLetters(MOST_FILES)
        try:
            file = one(letter)
        except Refused as error:
            report.put_aside(letter.key, error.sentence)
            continue
        report.written += 1
        yield of_letter(at, letter.key, file.suffix), [file.content]


def _again(
    first: tuple[str, list[bytes]], rest: Iterator[tuple[str, list[bytes]]]
) -> Iterator[tuple[str, list[bytes]]]:
    yield first
    yield from rest


def _entry(name: str, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    packed = any(name.endswith(suffix) for suffix in _PACKED)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
