"""The little language of drafts: `((name))` and `((condition?? text))`, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.letters.errors import BrokenDraft

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"(\(\(\s*[^()?]+?\s*\?\?|\(\(|\)\))")


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place to be filled."""

    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that stands only where its condition holds."""

    condition: str
    parts: tuple[Part, ...]


Part = Words | Placeholder | Passage


def parse(text: str, place: str) -> tuple[Part, ...]:
    """The parts of one paragraph or subject of a draft.

    Args:
        text: the paragraph as it was typed.
        place: where it stands, to be named in an error.

    Raises:
        BrokenDraft: double parentheses do not pair.

    """
    return tuple(_until(iter(_MARKS.split(text)), place, closing=False))


def paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Each paragraph of a draft's body with the number of its first line, counted from 1."""
    start, lines = 1, list[str]()
    for at, line in enumerate([*body.splitlines(), ""], start=1):
        if line.strip():
            start = start if lines else at
            lines.append(line.strip())
        elif lines:
            yield start, " ".join(lines)
            lines = []


def _until(marks: Iterator[str], place: str, *, closing: bool) -> Iterator[Part]:
    for mark in marks:
        if mark == "))":
            if closing:
                return
            yield Words(mark)
        elif mark == "((":
            yield Placeholder(_name(marks, place))
        elif mark.startswith("((") and mark.endswith("??"):
            condition = _tidy(mark[2:-2])
            yield Passage(condition, tuple(_until(marks, place, closing=True)))
        elif mark:
            yield Words(mark)
    if closing:
        raise BrokenDraft(place)


def _name(marks: Iterator[str], place: str) -> str:
    name = next(marks, "")
    if next(marks, "") != "))":
        raise BrokenDraft(place)
    return _tidy(name)


def _tidy(name: str) -> str:
    return " ".join(name.split()).lower()
