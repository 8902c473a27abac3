"""Letters as single files in a ZIP."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from campaign.core.archives import zipped
from campaign.core.errors import Refused
from campaign.letters.file_names import of_letter
from campaign.letters.writers.errors import TooManyLetters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from campaign.letters.values import Letter
    from campaign.letters.writers.file import File
    from campaign.letters.writers.report import Report

# More files than these, and the one who opens the archive waits for her computer.
MOST_FILES: Final = 10_000


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
        yield from zipped(chain([first], files))


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
