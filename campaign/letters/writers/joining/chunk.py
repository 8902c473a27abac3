"""One of the PDFs that are joined, with the numbers that its objects have in the joined file."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from campaign.letters.writers.joining.parsed import STREAM

if TYPE_CHECKING:
    from campaign.letters.writers.joining.parsed import Parsed


def _string(depth: int) -> bytes:
    inner = rb"[^()\\]|\\."
    for _level in range(depth):
        inner = rb"[^()\\]|\\.|\((?:" + inner + rb")*\)"
    return rb"\((?:" + inner + rb")*\)"


# Strings are passed over: what people wrote may look like a reference.
_CHANGING: Final = re.compile(_string(6) + rb"|(\d+) 0 R|/StructParents? (\d+)", re.DOTALL)
_REFERENCE: Final = b" 0 R"
_DIGITS: Final = b"0123456789"
_BETWEEN: Final = b"\n%\n"
_CELL: Final = re.compile(rb"\(U\d+x\d+y\d+\)")
_KEYED: Final = re.compile(rb"(\d+) (\d+ 0 R)")
_NAMED: Final = re.compile(rb"(\(.*?\)) ?(\d+ 0 R)", re.DOTALL)


def _is_worded(head: bytes) -> bool:
    """Whether there may be something to change besides references, or something that only looks like one."""
    start = head.find(b"(")
    return b"/StructParent" in head or (
        start >= 0 and (_REFERENCE in head[start : head.rfind(b")")] or b"(U" in head or _BETWEEN in head)
    )


class Chunk:
    """The objects of one PDF under their new numbers, without its own catalog, outline and metadata.

    Args:
        parsed: the PDF.
        first: the first number that is free.
        key: the first key of the tree of parents that is free.
        index: how many were joined before it.
        shared: the numbers of streams that refer to nothing, such as profiles of colours, by their hash;
            those of this one are added.

    """

    def __init__(self, parsed: Parsed, first: int, key: int, index: int, shared: dict[bytes, int]) -> None:
        self.parsed = parsed
        self.next = first
        self._key = key
        self._prefix = b"(%06d" % index
        self.document = parsed.references(parsed.structure, b"K")[0]
        self._numbers = self._numbered(shared)
        self._references = [b"%d%b" % (number, _REFERENCE) for number in self._numbers]

    def new(self) -> int:
        """A number that is free."""
        self.next += 1
        return self.next - 1

    def number(self, old: int) -> int:
        """The number in the joined file of an object of the PDF."""
        return self._numbers[old]

    def changed(self, told: bytes) -> bytes:
        """A dictionary or an array with the new numbers."""
        return _CHANGING.sub(self._change, told)

    def objects(self) -> dict[int, bytes]:
        """Objects by their numbers; the page tree and the document are left out."""
        changed, plain, heads = {}, [], []
        for old in self._kept:
            head, marker, stream = self.parsed.objects[old].partition(STREAM)
            if marker or _is_worded(head):
                changed[self._numbers[old]] = self.changed(head) + marker + stream
            else:
                plain.append(self._numbers[old])
                heads.append(head)
        # All at once: a call for each of thousands of objects takes longer than the work.
        rest = self._renumbered(_BETWEEN.join(heads)).split(_BETWEEN)
        return changed | dict(zip(plain, rest, strict=True))

    def _renumbered(self, told: bytes) -> bytes:
        """What `changed` gives for objects that hold nothing but references; in a fifth of the time."""
        *pieces, last = told.split(_REFERENCE)
        written: list[bytes] = []
        for piece in pieces:
            before = piece.rstrip(_DIGITS)
            written += (before, self._references[int(piece[len(before) :])])
        return b"".join((*written, last))

    def parents(self) -> tuple[int, int, bytes]:
        """The node of the tree of parents: its lowest and its highest key, and its dictionary."""
        pairs = self._nums()
        keys = [key + self._key for key, _old in pairs]
        nums = b" ".join(
            b"%d %b" % (key, self._references[old]) for key, (_key, old) in zip(keys, pairs, strict=True)
        )
        return keys[0], keys[-1], b"<</Limits[%d %d]/Nums[%b]>>" % (keys[0], keys[-1], nums)

    def identifiers(self) -> tuple[bytes, bytes, bytes] | None:
        """The node of the tree of identifiers: the first, the last and its dictionary, or None."""
        found = re.search(
            rb"/IDTree<</Names\[(.*?)\]>>", self.parsed.objects[self.parsed.structure], re.DOTALL
        )
        names = _NAMED.findall(found[1]) if found else []
        if not names:
            return None
        ordered = sorted((self.changed(name), self.changed(reference)) for name, reference in names)
        first, last = ordered[0][0], ordered[-1][0]
        told = b"".join(name + reference for name, reference in ordered)
        return first, last, b"<</Limits[%b%b]/Names[%b]>>" % (first, last, told)

    def beginnings(self) -> list[int]:
        """Of each page, the element right under the document that it begins with; by the old numbers."""
        parents = dict(self._nums())
        return [self._top_of(parents[self._keys_of(page)]) for page in self.parsed.kids]

    def _keys_of(self, page: int) -> int:
        found = re.search(rb"/StructParents (\d+)", self.parsed.objects[page])
        return int(found[1]) if found else -1

    def _top_of(self, array: int) -> int:
        element = int(self.parsed.objects[array].strip(b"[").split(maxsplit=1)[0])
        while (above := self.parsed.reference(element, b"P")) != self.document and above:
            element = above
        return element

    def _nums(self) -> list[tuple[int, int]]:
        found = re.search(rb"/Nums\[(.*?)\]", self.parsed.objects[self.parsed.structure])
        pairs = _KEYED.findall(found[1]) if found else []
        return sorted((int(key), int(reference.split()[0])) for key, reference in pairs)

    def _numbered(self, shared: dict[bytes, int]) -> list[int]:
        parsed = self.parsed
        left_out = self._left_out()
        contents = {parsed.reference(page, b"Contents") for page in parsed.kids}
        numbers = [0] * len(parsed.objects)
        self._kept = []
        for old in range(1, len(numbers)):
            if old in left_out:
                continue
            told = parsed.objects[old]
            if old not in contents and STREAM in told and b" 0 R" not in told.partition(STREAM)[0]:
                known = sha256(told).digest()
                if known in shared:
                    numbers[old] = shared[known]
                    continue
                shared[known] = self.next
            numbers[old] = self.new()
            if old not in (parsed.pages, self.document):
                self._kept.append(old)
        return numbers

    def _left_out(self) -> set[int]:
        parsed = self.parsed
        named = (parsed.reference(parsed.root, name) for name in (b"Metadata", b"OutputIntents"))
        about = {number for number in (*named, parsed.information) if number}
        return {parsed.root, parsed.structure, *self.intents()} | about | parsed.outline_objects()

    def intents(self) -> list[int]:
        """The PDF's output intents."""
        array = self.parsed.reference(self.parsed.root, b"OutputIntents")
        return [int(each) for each in re.findall(rb"(\d+) 0 R", self.parsed.objects[array])] if array else []

    def _change(self, found: re.Match[bytes]) -> bytes:
        if found[1]:
            return self._references[int(found[1])]
        if found[2]:
            return found[0][: -len(found[2])] + b"%d" % (int(found[2]) + self._key)
        if _CELL.fullmatch(found[0]):
            return self._prefix + found[0][1:]
        return found[0]
