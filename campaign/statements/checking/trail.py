"""What was done to a statement's items, and what of it can be taken back or done again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

UNDO: Final = "undo"
REDO: Final = "redo"


class Done(Protocol):
    """A row of the trail, as far as its order goes."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def act(self) -> str:
        """What was done."""

    @property
    def reverses(self) -> str | None:
        """The id of what it took back or did again."""


Row = TypeVar("Row", bound=Done)


@dataclass(frozen=True, slots=True)
class Trail(Generic[Row]):
    """The rows that stand, the latest last, and those that were taken back, the one to do again last."""

    standing: tuple[Row, ...]
    taken_back: tuple[Row, ...]

    @property
    def undoable(self) -> Row | None:
        """What can be taken back next."""
        return self.standing[-1] if self.standing else None

    @property
    def redoable(self) -> Row | None:
        """What can be done again next; a new change leaves nothing to do again."""
        return self.taken_back[-1] if self.taken_back else None


def trail(rows: Iterable[Row]) -> Trail[Row]:
    """The trail that `rows`, in their order, leave."""
    standing: list[Row] = []
    taken_back: list[Row] = []
    for row in rows:
        if row.act == UNDO:
            taken_back.append(standing.pop())
        elif row.act == REDO:
            standing.append(taken_back.pop())
        else:
            standing.append(row)
            taken_back.clear()
    return Trail(tuple(standing), tuple(taken_back))
