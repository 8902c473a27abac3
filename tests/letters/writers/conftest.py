from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest
import yaml

from campaign.letters.fonts import folders
from campaign.letters.values import Paragraph, ParagraphKind
from campaign.letters.writers.typesetter import Typesetter, typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from campaign.letters.values import Letter

MM_A_POINT = 25.4 / 72
_WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word on a page, with its box in millimetres from the left and the top edge."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """A line that is drawn, by its left end, in points from the left and the top edge."""

    x0: float
    top: float


class Poppler:
    """What poppler's programs read in a PDF, so that our own writer is not its own judge."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, pdf: bytes) -> str:
        return self._run(["pdftotext", "-layout", "-enc", "UTF-8", self._kept(pdf), "-"])

    def words(self, pdf: bytes, page: int = 1) -> list[Word]:
        told = self._run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), self._kept(pdf), "-"])
        return [
            Word(unescape(found[4]), *(float(side) * MM_A_POINT for side in found[:4]))
            for found in _WORD.findall(told)
        ]

    def lines(self, pdf: bytes) -> list[Line]:
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            return [Line(line["x0"], line["top"]) for line in opened.pages[0].lines]

    def about(self, pdf: bytes, *options: str) -> str:
        return self._run(["pdfinfo", *options, self._kept(pdf)])

    def pages(self, pdf: bytes) -> int:
        return int(re.findall(r"Pages: +(\d+)", self.about(pdf))[0])

    def _kept(self, pdf: bytes) -> str:
        path = self.folder / "letter.pdf"
        path.write_bytes(pdf)
        return str(path)

    def _run(self, command: list[str]) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def sample(organization_letter: Letter) -> Callable[[str], Letter]:
    """A letter in each of the eight languages, in sentences of our own, with the item in English."""
    told = yaml.safe_load((Path(__file__).parent / "letters.yaml").read_text())
    quote = next(each for each in organization_letter.paragraphs if each.kind is ParagraphKind.QUOTE)

    def in_language(language: str) -> Letter:
        words = told[language]
        text = [Paragraph(ParagraphKind.TEXT, each) for each in words["text"]]
        return replace(
            organization_letter,
            key=f"sample {language}",
            language=language,
            annex=None,
            sender=tuple(words["sender"]),
            signatory=tuple(words["signatory"]),
            paragraphs=(text[0], replace(quote, language="en"), *text[1:]),
            **{name: words[name] for name in ("place", "subject", "salutation", "close")},
        )

    return in_language


@pytest.fixture
def poppler(tmp_path: Path) -> Poppler:
    return Poppler(tmp_path)


@pytest.fixture
def setter() -> Typesetter:
    return typesetter(folders(()))


@pytest.fixture
def bare_setter() -> Typesetter:
    """One that has no font but Typst's own."""
    return typesetter(())


@pytest.fixture
def inside_window() -> Callable[[list[Word]], bool]:
    def inside(words: list[Word]) -> bool:
        return bool(words) and all(
            word.left >= 20 and word.right <= 105 and word.top >= 45 + 17.7 and word.bottom <= 90
            for word in words
        )

    return inside
