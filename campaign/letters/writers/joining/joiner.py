"""One tagged PDF out of many, written while they come."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from campaign.letters.writers.joining import outline, xref
from campaign.letters.writers.joining.chunk import Chunk
from campaign.letters.writers.joining.outline import Top, pdf_string
from campaign.letters.writers.joining.parsed import STREAM, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from campaign.letters.writers.joining.about import About
    from campaign.letters.writers.joining.parsed import Bookmark

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Objects that are written at the end, and that others refer to from the start. All but the last two lie in
# one object stream.
CATALOG, PAGES, STRUCTURE, DOCUMENT, OUTLINES, PARENTS, IDENTIFIERS, INFORMATION, LAST, METADATA = range(
    1, 11
)
_FIRST_FREE: Final = 11
_LAST: Final = (CATALOG, PAGES, STRUCTURE, DOCUMENT, OUTLINES, PARENTS, IDENTIFIERS, INFORMATION)
# A reader unpacks a whole object stream to come to one object in it.
_IN_STREAM: Final = 2000
# Past so many streams, those to come are written as often as they come.
_MOST_SHARED: Final = 512


class Joiner:
    """Joins PDFs that Typst wrote: pages, structure trees, bookmarks.

    The joined file keeps the standards of its parts. Colour profiles that come again are written
    once. The same files in the same order give the same bytes.
    """

    def __init__(self, about: About) -> None:
        self._about = about
        self._next = _FIRST_FREE
        self._offset = 0
        self._hash = sha256()
        self._table = xref.Table()
        self._shared: dict[bytes, int] = {}
        self._intents: list[bytes] = []
        self._pages: list[tuple[int, int]] = []
        self._parts: list[int] = []
        self._parents: list[int] = []
        self._key = 0
        self._identifiers: list[int] = []
        self._tops: list[Top] = []
        # What the last object stream holds, in its order.
        self._last = list(_LAST)

    @property
    def pages(self) -> int:
        """How many pages there are by now."""
        return sum(count for _number, count in self._pages)

    def add(self, pdf: bytes, titles: Sequence[str] = (), *, grouped: bool = False) -> bytes:
        """The next piece of the file.

        Args:
            pdf: what Typst wrote, tagged.
            titles: the titles of its bookmarks of the first level, instead of those it has.
            grouped: whether each page is a letter of its own, and the bookmarks stand in a group.

        """
        shared = self._shared if len(self._shared) < _MOST_SHARED else dict(self._shared)
        chunk = Chunk(Parsed(pdf), self._next, self._key, len(self._parts), shared)
        objects = chunk.objects()
        if not self._intents:
            self._intents = [chunk.changed(chunk.parsed.objects[old]) for old in chunk.intents()]
        objects |= self._page_tree(chunk)
        objects |= self._structure(chunk, objects, by_page=grouped)
        objects |= self._marks(chunk, outline.renamed(chunk.parsed.bookmarks(), titles), grouped=grouped)
        return self._written(chunk, objects)

    def finish(self) -> bytes:
        """The last piece: what stands above all parts, and the table."""
        about, entries = self._about, {0: xref.free()}
        last = {
            CATALOG: self._catalog(),
            PAGES: b"<</Type/Pages/Count %d/Kids[%b]>>"
            % (self.pages, _references(number for number, _count in self._pages)),
            STRUCTURE: self._root_of_structure(),
            DOCUMENT: b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>"
            % (STRUCTURE, _references(self._parts)),
            PARENTS: b"<</Kids[%b]>>" % _references(self._parents),
            IDENTIFIERS: b"<</Kids[%b]>>" % _references(self._identifiers),
            INFORMATION: about.information(),
            OUTLINES: b"null",
            **outline.root(self._tops, OUTLINES),
        }
        written = b""
        for number, body in (
            (METADATA, _stream(b"/Type/Metadata/Subtype/XML", about.metadata())),
            (LAST, _object_stream([(number, last[number]) for number in self._last])),
        ):
            entries[number] = xref.at(self._offset + len(written))
            written += _object(number, body)
        entries |= {
            number: xref.within(LAST, at) for at, number in enumerate(self._last) if number < _FIRST_FREE
        }
        return self._closed(written, b"".join(entries[number] for number in range(_FIRST_FREE)))

    def _closed(self, written: bytes, first: bytes) -> bytes:
        number, start = self._next, self._offset + len(written)
        self._table.add(xref.at(start))
        self._hash.update(written)
        name = self._hash.digest()[:16].hex().upper().encode()
        keys = b"/Type/XRef/Size %d/W%b/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode" % (
            number + 1,
            xref.WIDTHS.encode(),
            CATALOG,
            INFORMATION,
            name,
            name,
        )
        table = _object(number, _stream(keys, self._table.stream(first)))
        return written + table + b"startxref\n%d\n%%%%EOF\n" % start

    def _catalog(self) -> bytes:
        only = self._tops[0].number if outline.is_one_group(self._tops) else OUTLINES
        outlines = b"/Outlines %d 0 R" % only if self._tops else b""
        return (
            b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%b]/Lang%b/StructTreeRoot %d 0 R%b"
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>>>"
        ) % (
            PAGES,
            METADATA,
            b"".join(self._intents),
            pdf_string(self._about.language),
            STRUCTURE,
            outlines,
        )

    def _root_of_structure(self) -> bytes:
        identifiers = b"/IDTree %d 0 R" % IDENTIFIERS if self._identifiers else b""
        return (
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%b"
            b"/RoleMap<</Datetime/Span/Terms/Part/Title/P/Strong/Span/Em/Span>>>>"
        ) % (DOCUMENT, PARENTS, self._key, identifiers)

    def _page_tree(self, chunk: Chunk) -> dict[int, bytes]:
        number = chunk.number(chunk.parsed.pages)
        self._pages.append((number, len(chunk.parsed.kids)))
        told = chunk.changed(chunk.parsed.objects[chunk.parsed.pages])
        return {number: told.replace(b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % PAGES, 1)}

    def _structure(self, chunk: Chunk, objects: dict[int, bytes], *, by_page: bool) -> dict[int, bytes]:
        part = chunk.number(chunk.document)
        kids = [chunk.number(old) for old in chunk.parsed.references(chunk.document, b"K")]
        made: dict[int, bytes] = {}
        if by_page:
            beginnings = [kids.index(chunk.number(old)) for old in chunk.beginnings()]
            ends = [*beginnings[1:], len(kids)]
            of_part = []
            for start, end in zip([0, *beginnings[1:]], ends, strict=True):
                letter = chunk.new()
                of_part.append(letter)
                made[letter] = _element(b"Sect", part, kids[start:end])
                for kid in kids[start:end]:
                    made[kid] = objects[kid].replace(b"/P %d 0 R" % part, b"/P %d 0 R" % letter, 1)
            kids = of_part
        self._parts.append(part)
        made[part] = _element(b"Part", DOCUMENT, kids)
        _low, high, parents = chunk.parents()
        self._key = high + 1
        self._parents.append(chunk.new())
        made[self._parents[-1]] = parents
        if identifiers := chunk.identifiers():
            self._identifiers.append(chunk.new())
            made[self._identifiers[-1]] = identifiers[2]
        return made

    def _marks(self, chunk: Chunk, marks: Sequence[Bookmark], *, grouped: bool) -> dict[int, bytes]:
        made: dict[int, bytes] = {}
        groups = [outline.group(marks)] if grouped and marks else marks
        for mark in groups:
            number = chunk.new()
            below = outline.entries(mark.below, number, chunk.new, chunk.number)
            direct = tuple(each for each, _entry in below[: len(mark.below)])
            made |= dict(below)
            self._tops.append(Top(number, mark.title, chunk.number(mark.place), direct, mark.is_group))
        return made

    def _written(self, chunk: Chunk, objects: dict[int, bytes]) -> bytes:
        written = b"" if self._offset else _HEADER
        pieces, entries = [written], {}
        at = self._offset + len(written)
        plain = []
        for number, body in sorted(objects.items()):
            if STREAM in body:
                entries[number] = xref.at(at)
                pieces.append(_object(number, body))
                at += len(pieces[-1])
            else:
                plain.append((number, body))
        for start in range(0, len(plain), _IN_STREAM):
            some, own = plain[start : start + _IN_STREAM], chunk.new()
            entries |= {number: xref.within(own, index) for index, (number, _body) in enumerate(some)}
            entries[own] = xref.at(at)
            pieces.append(_object(own, _object_stream(some)))
            at += len(pieces[-1])
        for top in self._tops[len(self._last) - len(_LAST) :]:
            entries[top.number] = xref.within(LAST, len(self._last))
            self._last.append(top.number)
        self._table.add(b"".join(entries[number] for number in range(self._next, chunk.next)))
        self._next, self._offset = chunk.next, at
        whole = b"".join(pieces)
        self._hash.update(whole)
        return whole


def _element(kind: bytes, parent: int, kids: Iterable[int]) -> bytes:
    return b"<</Type/StructElem/S/%b/P %d 0 R/K[%b]>>" % (kind, parent, _references(kids))


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def _stream(keys: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>%b%b\nendstream" % (keys, len(data), STREAM, data)


def _object_stream(objects: Sequence[tuple[int, bytes]]) -> bytes:
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _number, body in objects), 4)
    return _stream(b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head)), data)
