"""How long the reader takes over texts of 10 KB to 2 MB, beside a finder made of regular expressions.

Each text is read by a fresh process, whose start is taken off. The start itself is measured on its own: the
whole command on a short text, by the clock.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import click

from tests.bench.processes import measured
from tests.bench.resolutions import SEED, text_of
from tests.bench.values import Result, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.values import Conditions, Figures

SHORT_KB: Final = 2
# Linear is said of what comes after this size: below it, what is loaded with a form's first text weighs in.
FROM_KB: Final = 100
SIZES_KB: Final = (10, 15, 50, FROM_KB, 500, 1000, 2000)
QUICK_SIZES_KB: Final = (10, 15, FROM_KB, 500)
ROUNDS, QUICK_ROUNDS = 5, 3
SECONDS, QUICK_SECONDS = 120.0, 25.0
READER, EXPRESSIONS = "reader", "expressions"


@dataclass(slots=True)
class Runs:
    """All that was measured of one way of reading: a list for each size, in rounds."""

    sizes_kb: tuple[int, ...]
    cpu_ms: dict[int, list[float]] = field(default_factory=dict)
    items: dict[int, int] = field(default_factory=dict)
    peak_mb: float = 0.0
    start_s: list[float] = field(default_factory=list)
    start_cpu_s: list[float] = field(default_factory=list)

    def add(self, kb: int, printed: str) -> None:
        """One more reading of the text of `kb`; raises `ClickException` if it found no items."""
        run = json.loads(printed)
        if not run["items"]:
            message = f"No items were found in the text of {kb} KB, so its time says nothing."
            raise click.ClickException(message)
        self.cpu_ms.setdefault(kb, []).append(run["cpu_ms"])
        self.items[kb] = run["items"]
        self.peak_mb = max(self.peak_mb, run["peak_mb"])

    def figures(self) -> Figures:
        """The medians, in the order of the sizes."""
        return {
            "sizes_kb": self.sizes_kb,
            "cpu_ms": [round(self.of(kb), 2) for kb in self.sizes_kb],
            "items": [self.items[kb] for kb in self.sizes_kb],
            "peak_mb": round(self.peak_mb, 1),
            "start_s": round(median(self.start_s), 3),
        }

    def of(self, kb: int) -> float:
        """The processor's milliseconds for the text of `kb`."""
        return median(self.cpu_ms[kb])

    def growth(self) -> float:
        """What a KB of the largest text costs, in KB of the text of `FROM_KB`: 1 if time is linear."""
        largest = self.sizes_kb[-1]
        return (self.of(largest) / largest) / (self.of(FROM_KB) / FROM_KB)


def run(conditions: Conditions) -> Result:
    """Reads every size in each round, as long as there is time; touches no database."""
    sizes = QUICK_SIZES_KB if conditions.quick else SIZES_KB
    ours, theirs = Runs(sizes), Runs(sizes)
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as folder:
        texts = {kb: Path(folder) / f"{kb}.txt" for kb in (SHORT_KB, *sizes)}
        for kb, path in texts.items():
            # The short text shares no sentence with the others, so that none of theirs is met twice.
            path.write_text(text_of(kb, SEED + (kb == SHORT_KB)), encoding="utf-8")
        # The first start compiles what is imported.
        _start(texts[SHORT_KB], Runs(sizes), Runs(sizes))
        for _ in _rounds(conditions):
            _start(texts[SHORT_KB], ours, theirs)
            for kb in sizes:
                for how, runs in ((READER, ours), (EXPRESSIONS, theirs)):
                    runs.add(kb, measured(*_reading(how, texts[SHORT_KB], texts[kb])).printed)
    return Result(ours.figures(), theirs.figures(), list(_lines(ours, theirs)))


def _rounds(conditions: Conditions) -> Iterator[int]:
    most, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if conditions.quick else (ROUNDS, SECONDS)
    ends = time.monotonic() + (seconds if conditions.seconds is None else conditions.seconds)
    for number in range(most):
        if number and time.monotonic() >= ends:
            return
        yield number


def _start(short: Path, ours: Runs, theirs: Runs) -> None:
    for runs, arguments in (
        (ours, ("-m", "campaign", "statements", "read", str(short))),
        (theirs, _reading(EXPRESSIONS, short, short)),
    ):
        cost = measured(*arguments)
        runs.start_s.append(cost.wall_s)
        runs.start_cpu_s.append(cost.cpu_s)


def _reading(how: str, short: Path, text: Path) -> tuple[str, ...]:
    return "-m", "tests.bench.reading_once", how, str(short), str(text)


def _lines(ours: Runs, theirs: Runs) -> Iterator[str]:
    heads = ("KB", "items", "CPU ms", "ms per KB", "expressions: items", "CPU ms", "reader / expressions")
    yield from table(
        heads,
        [
            (
                *(f"{kb:,}", f"{ours.items[kb]:,}", f"{ours.of(kb):,.1f}", f"{ours.of(kb) / kb:.2f}"),
                *(f"{theirs.items[kb]:,}", f"{theirs.of(kb):,.1f}", f"{ours.of(kb) / theirs.of(kb):.1f}"),
            )
            for kb in ours.sizes_kb
        ],
    )
    yield ""
    rounds = len(ours.start_s)
    yield f"CPU is user and system time of a fresh process without its start; medians of {rounds} runs."
    yield (
        f"Linear is 1: a KB of {ours.sizes_kb[-1]:,} KB costs {ours.growth():.2f} times a KB of {FROM_KB} KB "
        f"(expressions {theirs.growth():.2f})."
    )
    yield f"Peak memory {ours.peak_mb:.0f} MB (expressions {theirs.peak_mb:.0f} MB)."
    yield (
        f"campaign statements read, {SHORT_KB} KB: {median(ours.start_s):.2f} s by the clock, "
        f"{median(ours.start_cpu_s):.2f} s of CPU (expressions {median(theirs.start_s):.2f} s, "
        f"{median(theirs.start_cpu_s):.2f} s)."
    )
