"""What PDF/UA-1 (ISO 14289-1) and PDF/A-2a ask of a file, as far as its objects show it, read by pikepdf."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Dictionary

_MARK = re.compile(rb"/\w+<</MCID (\d+)")
_SHOWS = re.compile(rb"\b(?:Tj|TJ|Do)\b")


class Structure:
    """A tagged file: its elements in reading order, and what is wrong with it."""

    def __init__(self, file: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(file))
        self.root = self.pdf.Root
        self.tree = self.root.StructTreeRoot
        self.elements = list(self._walk(self.tree.K, self.tree))

    def kinds(self) -> list[str]:
        return [str(element.S)[1:] for element, _parent in self.elements]

    def of_kind(self, *kinds: str) -> list[Dictionary]:
        return [element for element, _parent in self.elements if str(element.S)[1:] in kinds]

    def wrong(self) -> list[str]:
        """Sentences; none if all is well."""
        return [
            *self._wrong_with_the_file(),
            *self._wrong_with_pages(),
            *self._wrong_with_elements(),
        ]

    def _wrong_with_the_file(self) -> Iterator[str]:
        about = self.root.Metadata.read_bytes().decode()
        for needed in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<dc:title>"):
            if needed not in about:
                yield f"{needed} is not in the metadata"
        if self.pdf.check_pdf_syntax():
            yield f"syntax: {self.pdf.check_pdf_syntax()}"
        if not self.root.MarkInfo.Marked or not self.root.ViewerPreferences.DisplayDocTitle:
            yield "it is not marked, or does not show its title"
        if not str(self.root.get("/Lang", "")):
            yield "it has no language"
        if not self.root.OutputIntents[0].DestOutputProfile.read_bytes():
            yield "it has no profile of colours"
        if len(self.pdf.trailer.ID) != 2:
            yield "it has no identifier"

    def _wrong_with_pages(self) -> Iterator[str]:
        parents = dict(self._numbers(self.tree.ParentTree))
        expected = set()
        reached = self._reached()
        for number, page in enumerate(self.pdf.pages):
            key = int(page.obj.StructParents)
            expected.add(key)
            marks = self._marks(page)
            if marks != list(range(len(marks))):
                yield f"page {number}: marks {marks[:5]} are not in order"
            if len(parents[key]) != len(marks):
                yield f"page {number}: {len(parents[key])} parents for {len(marks)} marks"
            for mark, element in enumerate(parents[key]):
                if (page.obj.objgen, mark) not in reached.get(element.objgen, set()):
                    yield f"page {number}: mark {mark} is not in its element"
            if str(page.obj.Tabs) != "/S":
                yield f"page {number}: tabs do not follow the structure"
            for note in page.obj.get("/Annots", []):
                expected.add(int(note.StructParent))
                element = parents[int(note.StructParent)]
                if str(element.S) != "/Link" or not str(note.Contents):
                    yield f"page {number}: a link has no element or no words"
        if expected != set(parents) or int(self.tree.ParentTreeNextKey) <= max(parents):
            yield "the tree of parents has other keys than the pages"

    def _wrong_with_elements(self) -> Iterator[str]:
        level = 0
        names = {str(name) for name, _element in self._names(self.tree.get("/IDTree"))}
        for element, parent in self.elements:
            kind = str(element.S)[1:]
            if element.P.objgen != parent.objgen:
                yield f"{kind}: its parent is another"
            if found := re.fullmatch(r"H(\d)", kind):
                if int(found[1]) > level + 1:
                    yield f"{kind} comes after H{level}"
                level = int(found[1])
            if kind == "Figure" and not str(element.get("/Alt", "")):
                yield "a figure has no words"
            if kind == "TH" and not (_has(element, "/Scope") and str(element.ID) in names):
                yield "a head of a table has no scope or no name"
            if kind == "TD" and not {str(name) for name in _of(element, "/Headers")} <= names:
                yield "a cell names a head that is not there"

    def _marks(self, page: pikepdf.Page) -> list[int]:
        content = page.Contents.read_bytes()
        assert not _SHOWS.search(_outside(content)), "something stands in no mark"
        return [int(number) for number in _MARK.findall(content)]

    def _reached(self) -> dict[tuple[int, int], set[tuple[tuple[int, int], int]]]:
        reached: dict[tuple[int, int], set[tuple[tuple[int, int], int]]] = {}
        for element, _parent in self.elements:
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    reached.setdefault(element.objgen, set()).add((element.Pg.objgen, kid))
                elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                    reached.setdefault(element.objgen, set()).add((kid.Pg.objgen, int(kid.MCID)))
        return reached

    def _walk(self, kids: object, parent: Dictionary) -> Iterator[tuple[Dictionary, Dictionary]]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid, parent
                yield from self._walk(kid.get("/K", pikepdf.Array([])), kid)

    def _numbers(self, node: Dictionary) -> Iterator[tuple[int, object]]:
        nums = node.get("/Nums", [])
        yield from ((int(nums[at]), nums[at + 1]) for at in range(0, len(nums), 2))
        for kid in node.get("/Kids", []):
            inside = list(self._numbers(kid))
            assert [int(limit) for limit in kid.Limits] == [inside[0][0], inside[-1][0]]
            yield from inside

    def _names(self, node: Dictionary | None) -> Iterator[tuple[str, object]]:
        if node is None:
            return
        names = node.get("/Names", [])
        yield from ((str(names[at]), names[at + 1]) for at in range(0, len(names), 2))
        for kid in node.get("/Kids", []):
            inside = list(self._names(kid))
            assert [str(limit) for limit in kid.Limits] == [inside[0][0], inside[-1][0]]
            yield from inside


def _outside(content: bytes) -> bytes:
    """What stands in no mark at all: nothing that shows anything may."""
    depth, kept, at = 0, [], 0
    for found in re.finditer(rb"\b(BDC|BMC|EMC)\b", content):
        if depth == 0:
            kept.append(content[at : found.start()])
        depth += -1 if found[1] == b"EMC" else 1
        at = found.end()
    return b"".join([*kept, content[at:]])


def _of(element: Dictionary, name: str) -> list[object]:
    return [value for each in element.get("/A", []) if name in each for value in each[name]]


def _has(element: Dictionary, name: str) -> bool:
    return any(name in each for each in element.get("/A", []))
