"""The bookmarks of the joined file: a list, or groups of letters where there are many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaign.letters.writers.joining.parsed import Bookmark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Top:
    """An entry of the first level: its number, title and place, and the numbers of the entries below it."""

    number: int
    title: bytes
    place: int
    below: tuple[int, ...]
    is_group: bool = False


def pdf_string(text: str) -> bytes:
    """`text` as a string of a PDF."""
    if text.isascii() and text.isprintable() and not set(text) & set("()\\"):
        return b"(%b)" % text.encode()
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()


def as_text(written: bytes) -> str:
    """What `pdf_string` was given."""
    if written.startswith(b"<"):
        return bytes.fromhex(written[1:-1].decode()).decode("utf-16")
    return written[1:-1].decode("latin-1")


def renamed(marks: Sequence[Bookmark], titles: Sequence[str]) -> list[Bookmark]:
    """The marks with other titles, as far as there are titles."""
    given = [pdf_string(title) for title in titles]
    return [replace(mark, title=given[at]) if at < len(given) else mark for at, mark in enumerate(marks)]


def entries(
    marks: Sequence[Bookmark], parent: int, next_number: Callable[[], int], place: Callable[[int], int]
) -> list[tuple[int, bytes]]:
    """Entries under `parent` with all below them, as pairs of number and dictionary.

    Args:
        marks: the entries in their order.
        parent: the number of what they stand under.
        next_number: gives a number that is free.
        place: the number in the joined file of a place in the one that was taken apart.

    """
    numbers = [next_number() for _mark in marks]
    written: list[tuple[int, bytes]] = []
    for at, (number, mark) in enumerate(zip(numbers, marks, strict=True)):
        below = entries(mark.below, number, next_number, place)
        direct = tuple(each for each, _entry in below[: len(mark.below)])
        top = Top(number, mark.title, place(mark.place), direct)
        written.append((number, entry(top, parent, numbers[:at][-1:], numbers[at + 1 :][:1])))
        written += below
    return sorted(written)


def entry(top: Top, parent: int, before: Sequence[int], after: Sequence[int]) -> bytes:
    """The dictionary of one entry that stands under `parent`, after `before` and before `after`."""
    near = b"".join(b"/Prev %d 0 R" % number for number in before)
    near += b"".join(b"/Next %d 0 R" % number for number in after)
    if top.below:
        near += b"/First %d 0 R/Last %d 0 R/Count -%d" % (top.below[0], top.below[-1], len(top.below))
    return b"<</Parent %d 0 R%b/Title%b/Dest %d 0 R>>" % (parent, near, top.title, top.place)


def group(marks: Sequence[Bookmark]) -> Bookmark:
    """One entry for all of them, named by the first and the last."""
    first, last = as_text(marks[0].title), as_text(marks[-1].title)
    return Bookmark(pdf_string(f"{first} – {last}"), marks[0].place, tuple(marks), is_group=True)


def is_one_group(tops: Sequence[Top]) -> bool:
    """Whether a group is all there is: then its entries stand on the first level."""
    return len(tops) == 1 and tops[0].is_group


def root(tops: Sequence[Top], number: int) -> dict[int, bytes]:
    """The outline's own dictionary and the entries of its first level, by their numbers.

    A group that is all there is becomes the outline itself.
    """
    if is_one_group(tops):
        below = tops[0].below
        return {tops[0].number: _outlines(below)}
    numbers = [top.number for top in tops]
    written = {
        top.number: entry(top, number, numbers[:at][-1:], numbers[at + 1 :][:1])
        for at, top in enumerate(tops)
    }
    return {number: _outlines(numbers), **written} if tops else {}


def _outlines(numbers: Sequence[int]) -> bytes:
    return b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (numbers[0], numbers[-1], len(numbers))
