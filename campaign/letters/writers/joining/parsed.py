"""A PDF as Typst writes it, taken apart: plain objects one after the other, and a table of their places.

Typst (krilla, pdf-writer) writes neither object streams nor compressed tables, numbers its objects from 1
without a gap, and leaves references as "12 0 R", so that no reader of PDFs in general is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE: Final = re.compile(rb"xref\s+0 (\d+)\s+")
_ROOT: Final = re.compile(rb"/Root (\d+) 0 R")
_INFORMATION: Final = re.compile(rb"/Info (\d+) 0 R")
_ENTRY: Final = 20
STREAM: Final = b"\nstream\n"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of an outline: its title as a PDF string, the object of its place, the entries below it."""

    title: bytes
    place: int
    below: tuple[Bookmark, ...] = ()
    is_group: bool = False


class Parsed:
    """The objects of one PDF by number, each without "n 0 obj" and "endobj"; `objects[0]` is empty."""

    def __init__(self, pdf: bytes) -> None:
        start = _found(_START, pdf[-64:])
        table = _TABLE.match(pdf, start)
        if table is None:
            raise ValueError(start)
        offsets = [
            int(pdf[at : at + 10])
            for at in range(table.end() + _ENTRY, table.end() + int(table[1]) * _ENTRY, _ENTRY)
        ]
        ends = [*offsets[1:], start]
        self.objects = [
            b"",
            *(_inner(pdf, at, offsets[at - 1], ends[at - 1]) for at in range(1, len(offsets) + 1)),
        ]
        self.root = _found(_ROOT, pdf[start:])
        self.information = _found(_INFORMATION, pdf[start:])

    def reference(self, number: int, name: bytes) -> int | None:
        """The number of the object that `name` refers to in a dictionary."""
        # What people wrote stands behind /Title, and may look like a reference.
        ours = self.objects[number].partition(b"/Title")[0]
        found = re.search(b"/" + name + rb" (\d+) 0 R", ours)
        return int(found[1]) if found else None

    def references(self, number: int, name: bytes) -> list[int]:
        """The numbers in the array that `name` holds in a dictionary."""
        found = re.search(b"/" + name + rb"\[([^\]]*)\]", self.objects[number])
        return [int(each) for each in re.findall(rb"(\d+) 0 R", found[1])] if found else []

    @cached_property
    def pages(self) -> int:
        """The node above all pages."""
        return self._in_root(b"Pages")

    @cached_property
    def structure(self) -> int:
        """The root of the structure tree."""
        return self._in_root(b"StructTreeRoot")

    @cached_property
    def kids(self) -> list[int]:
        """The pages in their order."""
        return self.references(self.pages, b"Kids")

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The outline, as a tree."""
        outlines = self.reference(self.root, b"Outlines")
        return self._below(outlines) if outlines else ()

    def outline_objects(self) -> set[int]:
        """The numbers of all objects of the outline."""
        outlines = self.reference(self.root, b"Outlines")
        found: set[int] = set()
        left = [outlines]
        while left:
            number = left.pop()
            if number and number not in found:
                found.add(number)
                left += [self.reference(number, b"First"), self.reference(number, b"Next")]
        return found

    def _below(self, parent: int) -> tuple[Bookmark, ...]:
        marks = []
        number = self.reference(parent, b"First")
        while number:
            title, place = _marked(self.objects[number])
            marks.append(Bookmark(title, place, self._below(number)))
            number = self.reference(number, b"Next")
        return tuple(marks)

    def _in_root(self, name: bytes) -> int:
        number = self.reference(self.root, name)
        if number is None:
            raise ValueError(name)
        return number


def _inner(pdf: bytes, number: int, start: int, end: int) -> bytes:
    opening, closing = b"%d 0 obj\n" % number, b"\nendobj\n"
    told = pdf[start:end].rstrip(b"\n") + b"\n"
    if not (told.startswith(opening) and told.endswith(closing)):
        raise ValueError(number)
    return told[len(opening) : -len(closing)]


def _marked(entry: bytes) -> tuple[bytes, int]:
    title, _name, place = entry.partition(b"/Title")[2].rpartition(b"/Dest")
    return title, int(place.split()[0])


def _found(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    if found is None:
        raise ValueError(pattern.pattern)
    return int(found[1])
