"""What stands behind a letter, in three kinds of block that every kind of file can set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the annex's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a quote is set apart."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that are made anew each time they are gone through: there may be a hundred thousand."""

    make: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Go through them once more."""
        return self.make()


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and the rows; the columns in `numbers` hold figures.

    `rows` may be gone through several times.
    """

    caption: str
    heads: Row
    rows: Iterable[Row]
    numbers: tuple[int, ...]


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """Blocks on pages of their own; `foot` is said at the foot of each."""

    foot: str
    blocks: Iterable[Block]
