"""A list cut into pages that the address names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import request

from campaign.core.languages import gettext as _
from campaign.web.showing import number

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = TypeVar("Row")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Window(Generic[Row]):
    """One page of a list: `rows` are the shown ones, counted from `first` (1) out of `total`."""

    rows: Sequence[Row]
    first: int
    total: int
    page: int

    @property
    def summary(self) -> str:
        """Which part of the list it is: "1–25 of 31"."""
        last = self.first + len(self.rows) - 1
        return _(
            "%(first)s–%(last)s of %(total)s",
            first=number(self.first),
            last=number(last),
            total=number(self.total),
        )

    @property
    def previous(self) -> int | None:
        """The number of the page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after."""
        return self.page + 1 if self.first + len(self.rows) <= self.total else None


def window(found: Sequence[Row], size: int = SIZE) -> Window[Row]:
    """The page of `found` that the request's `page` asks for; the last one if there are not so many."""
    last = max(1, -(-len(found) // size))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    start = (page - 1) * size
    return Window(found[start : start + size], start + 1, len(found), page)
