from __future__ import annotations

import io
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from campaign.core.archives import zipped
from campaign.letters.layouts import DIN_B
from campaign.letters.writers import docx, eml
from campaign.letters.writers.archive import single_files
from campaign.letters.writers.errors import LetterTooLong, TooManyLetters
from campaign.letters.writers.file import File
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.values import Letter


def in_word(letter: Letter) -> File:
    return File(".docx", docx.MEDIA_TYPE, b"".join(docx.stream([letter], DIN_B, Report())))


def opened(pieces: Iterator[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def test_each_letter_is_a_file_whose_name_sorts_and_names_nobody(signer_letter: Letter) -> None:
    letters = [replace(signer_letter, key=f"th-head-of-government {at}") for at in range(1, 12)]
    with opened(single_files(letters, in_word, Report())) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read(names[4]) == in_word(letters[4]).content
    assert names == sorted(names)
    assert names[10] == "00011--th-head-of-government.docx"
    assert "mina" not in "".join(names).lower()


def test_a_letter_that_is_refused_is_set_aside_and_the_others_are_there(signer_letter: Letter) -> None:
    def one(letter: Letter) -> File:
        if letter.key == "long":
            raise LetterTooLong(letter.key)
        return eml.file_of(letter)

    report = Report()
    with opened(single_files([replace(signer_letter, key="long"), signer_letter], one, report)) as archive:
        assert archive.namelist() == ["00002--lp-th-head-of-government.eml"]
    assert (report.written, [one.letter for one in report.set_aside]) == (1, ["long"])
    assert list(single_files([replace(signer_letter, key="long")], one, Report())) == []


def test_more_than_ten_thousand_are_refused(signer_letter: Letter) -> None:
    letters = (signer_letter for _ in range(10_001))
    with pytest.raises(TooManyLetters, match="10000"):
        for _piece in single_files(letters, lambda _letter: File(".txt", "text/plain", b"x"), Report()):
            pass


def test_an_archive_bears_the_moment_it_is_given_and_keeps_no_file_in_memory() -> None:
    moment = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    tracemalloc.start()
    pieces = zipped([("a.pdf", (bytes(100_000) for _ in range(200)))], moment)
    sizes = [len(piece) for piece in pieces]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) > 20_000_000
    assert peak < 2_000_000
    with opened(zipped([("a.txt", [b"x"])], moment)) as archive:
        assert archive.infolist()[0].date_time == (2026, 11, 26, 12, 30, 0)
