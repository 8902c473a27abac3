"""What takes longer the more signatures a campaign has, and what does not: 10 thousand to 5 million of them.

For each size the site is asked as people ask it: somebody signs, opens the campaign's page, and an organizer
the first and the last page of the list and an address. What is told is the time of the database alone (see
`database_time`), of several requests the lower quartile, for what else runs here makes some of them wait. It
is that of a database that has been read since the machine began: how long a disk takes for a page that is not
in memory is the disk's own affair. The counts by country are those that pages and letters show; the export is
the whole file, by the clock, in a process of its own.

A machine may be half as fast again at one minute as at another. So a second site stays at the smallest size,
and is asked the same in turn with the first: growth is the one's time over the other's of the same minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final, Self

import click

from tests import postgres
from tests.bench.processes import ROOT, measured
from tests.bench.values import POSTGRESQL, Result, table
from tests.databases import database_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.values import Conditions, Figures

SIZES: Final = (10_000, 100_000, 1_000_000, 5_000_000)
QUICK_SIZES: Final = (1_000, 10_000)
TIMES, QUICK_TIMES = 60, 8
PAGES, QUICK_PAGES = 15, 2
# A page may be kept for a second; then nothing of it is asked of the database.
KEPT_S: Final = 1.1
KEYS: Final = ("post_ms", "page_ms", "list_first_ms", "list_last_ms", "search_ms", "by_country_ms")
GROWTHS: Final = tuple(name.replace("_ms", "_growth") for name in KEYS)
OF_EXPORT: Final = ("export_rows_per_s", "export_peak_mb")
OF_BASELINE: Final = ("list_last_ms", "by_country_ms")
BASELINE_TIMES: Final = 3


@dataclass(slots=True)
class Grown:
    """The figures of each size, in order."""

    rows: list[int] = field(default_factory=list)
    figures: dict[str, list[float]] = field(default_factory=dict)

    def add(self, rows: int, figures: dict[str, float]) -> None:
        """What was measured at one size."""
        self.rows.append(rows)
        for name, value in figures.items():
            self.figures.setdefault(name, []).append(round(value, 3))

    def as_figures(self) -> Figures:
        """All of them by their names."""
        return {"rows": self.rows, **self.figures}


class Site:
    """A process of `growth_site`."""

    def __init__(self, url: str, folder: Path) -> None:
        folder.mkdir()
        self.environ = {
            **os.environ,
            "CAMPAIGN_ENV": "development",
            "CAMPAIGN_DATA": str(folder),
            "CAMPAIGN_DATABASE_URL": url or f"sqlite:///{folder / 'campaign.sqlite'}",
            "CAMPAIGN_RATE_LIMITS": "off",
            "PYTHONPATH": str(ROOT),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.growth_site"],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.slug = self._line()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def tell(self, *command: str | int) -> float:
        """What the site answers."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(command)}\n")
        self._process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            message = "A site ended before it was told to; above stands what it said."
            raise click.ClickException(message)
        return line.strip()


def run(conditions: Conditions) -> Result:
    """Grows one campaign, and measures it at every size; the databases are its own, and go with it."""
    ours, plain = Grown(), Grown()
    sizes = QUICK_SIZES if conditions.quick else SIZES
    times, pages = (QUICK_TIMES, QUICK_PAGES) if conditions.quick else (TIMES, PAGES)
    with ExitStack() as stack:
        small, large = sites = list(_two_sites(conditions, stack))
        small.tell("grow", 0, sizes[0])
        for step, rows in enumerate(sizes):
            begun = time.monotonic()
            counted = large.tell("grow", step, rows)
            stored = time.monotonic() - begun - counted
            click.echo(
                f"{rows:,} signatures: stored in {stored:.0f} s, counted in {counted:.1f} s.", err=True
            )
            figures = {}
            for name, growth in zip(KEYS, GROWTHS, strict=True):
                few, pause_s = (pages, KEPT_S) if name == "page_ms" else (times, 0.0)
                beside, figures[name] = _quick_ms(sites, name, few, pause_s)
                figures[growth] = figures[name] / beside
            ours.add(rows, figures | dict(_export(large)))
            plain.add(
                rows,
                {name: _quick_ms([large], f"textbook {name}", BASELINE_TIMES)[0] for name in OF_BASELINE},
            )
    return Result(ours.as_figures(), plain.as_figures(), list(_lines(ours, plain, times, pages)))


def _two_sites(conditions: Conditions, stack: ExitStack) -> Iterator[Site]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="campaign-bench-")))
    cluster = conditions.database
    if cluster == POSTGRESQL:
        cluster = stack.enter_context(postgres.running()).url
    for name in ("small", "large"):
        is_file = conditions.database_kind != POSTGRESQL
        url = "" if is_file else stack.enter_context(database_in(cluster))
        yield stack.enter_context(Site(url, folder / name))


def _quick_ms(sites: Sequence[Site], name: str, times: int, pause_s: float = 0.0) -> list[float]:
    """What each site takes, asked in turn."""
    taken: list[list[float]] = [[] for _ in sites]
    for _ in range(times + 1):
        time.sleep(pause_s)
        for site, times_of_it in zip(sites, taken, strict=True):
            times_of_it.append(site.tell("ask", name))
    # What is asked first is new to the site.
    return [quantiles(times_of_it[1:], n=4, method="inclusive")[0] for times_of_it in taken]


def _export(site: Site) -> Iterator[tuple[str, float]]:
    cost = measured("-m", "tests.bench.growth_export", site.slug, most_seconds=3600, environ=site.environ)
    told = json.loads(cost.printed)
    yield "export_rows_per_s", told["rows"] / told["seconds"]
    yield "export_peak_mb", told["peak_mb"]


def _lines(ours: Grown, plain: Grown, times: int, pages: int) -> Iterator[str]:
    yield from table(
        ("signatures", *KEYS, *OF_EXPORT, *(f"textbook {name}" for name in OF_BASELINE)),
        [
            (
                f"{rows:,}",
                *(f"{ours.figures[name][at]:,.2f}" for name in KEYS),
                *(f"{ours.figures[name][at]:,.0f}" for name in OF_EXPORT),
                *(f"{plain.figures[name][at]:,.2f}" for name in OF_BASELINE),
            )
            for at, rows in enumerate(ours.rows)
        ],
    )
    yield ""
    asked = f"{times} requests ({pages} of the page)"
    yield f"Times in ms are the database's alone, lower quartiles of {asked}; the export is by the clock."
    yield "The textbook counts with COUNT(*) and finds the last page with OFFSET."
    yield f"Flat is 1: so many times as long as a site with {ours.rows[0]:,}, asked in turn:"
    yield from table(
        ("signatures", *(name.removesuffix("_growth") for name in GROWTHS)),
        [
            (f"{rows:,}", *(f"{ours.figures[name][at]:.2f}" for name in GROWTHS))
            for at, rows in enumerate(ours.rows)
        ],
    )
