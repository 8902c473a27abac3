"""Letters per second of the processor: our ways of writing them beside WeasyPrint, docxtpl and LibreOffice.

Each way is measured in a fresh process, whose start is taken off. All compose their letters and write them to
files; a print run composes one. Of WeasyPrint, the faster of 50
letters a document and one a document counts.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

from tests.bench.letter_paths import has_libreoffice
from tests.bench.processes import measured
from tests.bench.values import Result, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.values import Conditions, Figures

OURS: Final = ("pdf_en", "pdf_ko", "docx", "stamped")
# What each baseline is written with; the faster way counts.
BASELINES: Final = {
    "weasyprint": ("weasyprint", "weasyprint_single"),
    "weasyprint_untagged": ("weasyprint_untagged",),
    "weasyprint_ko": ("weasyprint_ko",),
    "docxtpl": ("docxtpl",),
    "libreoffice": ("libreoffice",),
}
# What of ours is held against which baseline, and how many times it shall be.
GOALS: Final = (
    ("pdf_en", "weasyprint", 15),
    ("pdf_ko", "weasyprint_ko", 10),
    ("docx", "docxtpl", 3),
    ("stamped", "pdf_en", 30),
)
MILLION: Final = 1_000_000
# Setting a hundred thousand letters takes minutes.
MOST_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many letters are written, and how often."""

    letters: dict[str, int]
    memory: tuple[int, ...]
    shared: dict[str, int]
    rounds: int
    seconds: float


FULL: Final = Sizes(
    # In this order: next to each other is what is held against each other.
    letters={
        "stamped": 50_000,
        "pdf_en": 1000,
        **dict.fromkeys(("weasyprint", "weasyprint_untagged"), 60),
        "weasyprint_single": 30,
        "libreoffice": 60,
        "pdf_ko": 1000,
        "weasyprint_ko": 60,
        "docx": 2000,
        "docxtpl": 200,
    },
    memory=(1000, 10_000, 100_000),
    shared={"pdf_en": 1000, "stamped": 100_000},
    rounds=5,
    seconds=600,
)
QUICK: Final = Sizes(
    letters={
        "stamped": 5000,
        "pdf_en": 200,
        **dict.fromkeys(("weasyprint", "weasyprint_untagged"), 20),
        "weasyprint_single": 3,
        "libreoffice": 20,
        "pdf_ko": 200,
        "weasyprint_ko": 20,
        "docx": 500,
        "docxtpl": 30,
    },
    memory=(100, 200, 300),
    shared={"pdf_en": 200},
    rounds=2,
    seconds=0,
)


@dataclass(slots=True)
class Runs:
    """All that was measured: for each way, a list of what each round gave."""

    per_cpu_s: dict[str, list[float]] = field(default_factory=dict)
    bytes_each: dict[str, float] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)
    memory_mb: dict[int, float] = field(default_factory=dict)
    faster: dict[str, list[float]] = field(default_factory=dict)
    million_s: float | None = None

    def add(self, way: str, printed: str) -> None:
        """One more run of a way."""
        run = json.loads(printed)
        self.per_cpu_s.setdefault(way, []).append(run["letters"] / run["cpu_s"])
        self.bytes_each[way] = run["bytes"] / run["letters"]
        self.peak_mb[way] = max(self.peak_mb.get(way, 0), run["peak_mb"])

    def of(self, name: str) -> float | None:
        """Letters a second of the processor, by one of our ways or by a baseline; None if it is not here."""
        ways = BASELINES.get(name, (name,))
        return max((median(self.per_cpu_s[way]) for way in ways if way in self.per_cpu_s), default=None)

    def times(self, name: str, other: str) -> float | None:
        """How many times as fast the one is as the other: the median of the rounds.

        A machine that others use, too, is at one time half as fast again as some minutes before: what is held
        against each other is what was measured one after the other.
        """
        rounds = zip(self._by_round(name), self._by_round(other), strict=False)
        return median(found) if (found := [ours / theirs for ours, theirs in rounds]) else None

    def _by_round(self, name: str) -> list[float]:
        ways = [self.per_cpu_s[way] for way in BASELINES.get(name, (name,)) if way in self.per_cpu_s]
        return [max(found) for found in zip(*ways, strict=False)]

    def figures(self) -> Figures:
        """Those of our own ways."""
        figures: dict[str, float | list[float] | None] = {
            **{f"{way}_per_cpu_s": _rounded(self.of(way)) for way in OURS},
            "peak_mb": round(max(self.peak_mb[way] for way in OURS), 1),
            **{f"{way}_bytes": round(self.bytes_each[way]) for way in OURS},
            "memory_letters": list(self.memory_mb),
            "memory_mb": [round(mb, 1) for mb in self.memory_mb.values()],
            **{f"{way}_two_workers": round(median(times), 2) for way, times in self.faster.items()},
        }
        if self.million_s is not None:
            figures["million_s"] = round(self.million_s, 1)
        return figures

    def baseline(self) -> Figures:
        """Those of the others."""
        return {f"{name}_per_cpu_s": _rounded(self.of(name)) for name in BASELINES}


def run(conditions: Conditions) -> Result:
    """Measures every way in each round, as long as there is time; touches no database."""
    sizes = QUICK if conditions.quick else FULL
    ways = [way for way in sizes.letters if way != "libreoffice" or has_libreoffice()]
    runs = Runs()
    for _ in _rounds(sizes, conditions):
        for way in ways:
            runs.add(way, _once(way, sizes.letters[way]))
        for way, letters in sizes.shared.items():
            one, two = (_by_workers(way, workers, letters)["ready_s"] for workers in (1, 2))
            runs.faster.setdefault(way, []).append(one / two)
    for letters in sizes.memory:
        runs.memory_mb[letters] = json.loads(_once("pdf_en", letters))["peak_mb"]
    if conditions.million:
        runs.million_s = _by_workers("stamped", 2, MILLION)["whole_s"]
    return Result(runs.figures(), runs.baseline(), list(_lines(runs)))


def _rounds(sizes: Sizes, conditions: Conditions) -> Iterator[int]:
    ends = time.monotonic() + (sizes.seconds if conditions.seconds is None else conditions.seconds)
    for number in range(sizes.rounds):
        if number and time.monotonic() >= ends:
            return
        yield number


def _once(way: str, letters: int) -> str:
    return measured("-m", "tests.bench.letters_once", way, str(letters), most_seconds=MOST_SECONDS).printed


def _by_workers(way: str, workers: int, letters: int) -> dict[str, float]:
    arguments = ("-m", "tests.bench.letters_workers", way, str(workers), str(letters))
    told: dict[str, float] = json.loads(measured(*arguments, most_seconds=MOST_SECONDS).printed)
    return told


def _lines(runs: Runs) -> Iterator[str]:
    yield from table(
        ("", "letters per CPU-second", "KB a letter", "peak MB"),
        [
            (way, f"{median(found):,.1f}", f"{runs.bytes_each[way] / 1000:.2f}", f"{runs.peak_mb[way]:.0f}")
            for way, found in runs.per_cpu_s.items()
        ],
    )
    yield ""
    yield from table(
        ("", "over", "times", "goal"),
        [
            (ours, other, _shown(runs.times(ours, other)), f"{goal}")
            for ours, other, goal in (
                *GOALS,
                ("pdf_en", "weasyprint_untagged", ""),
                ("pdf_en", "libreoffice", ""),
            )
        ],
    )
    yield ""
    rounds = len(runs.per_cpu_s["pdf_en"])
    yield f"CPU is user and system time of fresh processes without their start; medians of {rounds} rounds."
    peaks = ", ".join(f"{mb:.0f} MB at {letters:,} letters" for letters, mb in runs.memory_mb.items())
    yield f"Memory of the export in English: {peaks}."
    for way, times in runs.faster.items():
        yield f"Two workers over one, by the clock ({way}): {median(times):.2f} times."
    if runs.million_s is not None:
        yield f"A million stamped letters by two workers: {runs.million_s:.0f} s by the clock, start and all."


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 1)


def _shown(times: float | None) -> str:
    return "not here" if times is None else f"{times:.1f}"
