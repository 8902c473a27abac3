"""What a bench is given, and what it gives back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # None stands for what is not installed.
    Figures = Mapping[str, float | Sequence[float] | None]

POSTGRESQL = "postgresql"
SQLITE = "sqlite"


@dataclass(frozen=True, slots=True)
class Conditions:
    """How to measure: on which database (a name or a URL), for about how many seconds, and whether small.

    `million` asks the bench of letters for a million of them, too.
    """

    database: str = SQLITE
    seconds: float | None = None
    quick: bool = False
    million: bool = False

    @property
    def database_kind(self) -> str:
        """The database by its name, without driver and place."""
        return POSTGRESQL if self.database.startswith("postgres") else SQLITE


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured: figures with the unit in their name, those of the baseline, and lines for people."""

    figures: Figures
    baseline: Figures
    lines: Sequence[str]

    def as_json(self, bench: str, database: str) -> str:
        """All figures in one line, for machines."""
        head = {"bench": bench, "database": database}
        return json.dumps({**head, **self.figures, "baseline": dict(self.baseline)}, ensure_ascii=False)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows below their heads, in columns as wide as their widest cell, set to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *rows)
    ]
