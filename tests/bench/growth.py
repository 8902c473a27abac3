"""What takes longer the more signatures a campaign has, and what does not: 10 thousand to 5 million of them.

For each size the site is asked as people ask it: somebody signs, opens the campaign's page, and an organizer
the first and the last page of the list and an address. What is told is the time of the database alone (see
`database_time`), of several requests the lower quartile, for what else runs here makes some of them wait. It
is that of a database that has been read since the machine began: how long a disk takes for a page that is not
in memory is the disk's own affair. The counts by country are those that pages and letters show; the export is
the whole file, by the clock, in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final

import click
from sqlalchemy import func, select

from campaign.accounts import services as accounts
from campaign.accounts.values import Role
from campaign.app import create_app
from campaign.core.config import Config
from campaign.core.db import db, only_reading
from campaign.signatures import queries
from campaign.signatures.counting import jobs
from campaign.signatures.counting import services as counting
from campaign.signatures.models import Signature
from tests import factories, postgres
from tests.bench import growth_rows
from tests.bench.database_time import watch
from tests.bench.processes import ROOT, measured
from tests.bench.values import POSTGRESQL, Result, table
from tests.databases import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.bench.database_time import Stopwatch
    from tests.bench.values import Conditions, Figures

SIZES: Final = (10_000, 100_000, 1_000_000, 5_000_000)
QUICK_SIZES: Final = (1_000, 10_000)
TIMES, QUICK_TIMES = 60, 8
PAGES, QUICK_PAGES = 15, 2
# A page may be kept for a second; then nothing of it is asked of the database.
KEPT_S: Final = 1.1
PASSWORD: Final = "a long enough password"
TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
KEYS: Final = ("post_ms", "page_ms", "list_first_ms", "list_last_ms", "search_ms", "by_country_ms")
OF_EXPORT: Final = ("export_rows_per_s", "export_peak_mb")
OF_BASELINE: Final = ("list_last_ms", "by_country_ms")


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

    def growth(self, name: str) -> float:
        """How many times as long the largest size takes as the smallest."""
        values = self.figures[name]
        return values[-1] / values[0]

    def as_figures(self) -> Figures:
        """All of them by their names."""
        return {"rows": self.rows, **self.figures}


@dataclass(frozen=True, slots=True)
class Site:
    """A campaign, who visits its page, and the organizer at the desk."""

    app: Flask
    stopwatch: Stopwatch
    campaign_id: str
    slug: str
    visitor: FlaskClient
    desk: FlaskClient
    environ: dict[str, str]
    times: int
    pages: int


def run(conditions: Conditions) -> Result:
    """Grows one campaign, and measures it at every size; the database is one of its own, and goes with it."""
    ours, plain = Grown(), Grown()
    sizes = QUICK_SIZES if conditions.quick else SIZES
    with ExitStack() as stack:
        site = _site(conditions, stack)
        for step, rows in enumerate(sizes):
            with site.app.app_context():
                begun = time.monotonic()
                growth_rows.load(site.campaign_id, sizes[step - 1] if step else 0, rows, step)
                loaded = time.monotonic()
                # As the worker does in its turns.
                while counting.count(site.campaign_id, growth_rows.ends(step)):
                    pass
                jobs.count_states()
                click.echo(
                    f"{rows:,} signatures: stored in {loaded - begun:.0f} s,"
                    f" counted in {time.monotonic() - loaded:.1f} s.",
                    err=True,
                )
                growth_rows.read_once()
            ours.add(rows, dict(_figures(site, rows)))
            plain.add(rows, dict(_plain(site)))
    return Result(ours.as_figures(), plain.as_figures(), list(_lines(ours, plain, site)))


def _site(conditions: Conditions, stack: ExitStack) -> Site:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="campaign-bench-")))
    url = conditions.database
    if url == POSTGRESQL:
        url = stack.enter_context(postgres.running()).url
    elif "://" not in url:
        url = f"sqlite:///{folder / 'campaign.sqlite'}"
    environ = {
        "CAMPAIGN_ENV": "development",
        "CAMPAIGN_DATA": str(folder),
        "CAMPAIGN_DATABASE_URL": url,
        "CAMPAIGN_RATE_LIMITS": "off",
    }
    migrate(url, folder)
    app = create_app(Config.load(environ))
    with app.app_context():
        stopwatch = watch(db.engine)
        stack.callback(db.engine.dispose)
        factories.an_organization()
        campaign = factories.a_campaign()
        campaign_id, slug = campaign.id, campaign.slug
        accounts.add("organizer@example.org", Role.ORGANIZER, PASSWORD)
        db.session.remove()
    desk = app.test_client()
    form = {"csrf_token": _token(desk, "/sign-in/"), "email": "organizer@example.org", "password": PASSWORD}
    _expect(desk.post("/sign-in/", data=form).status_code, 302)
    many = (QUICK_TIMES, QUICK_PAGES) if conditions.quick else (TIMES, PAGES)
    return Site(app, stopwatch, campaign_id, slug, app.test_client(), desk, environ, *many)


def _figures(site: Site, rows: int) -> Iterator[tuple[str, float]]:
    page, listed = f"/c/{site.slug}", f"/manage/campaigns/{site.slug}/signatures"
    token = _token(site.visitor, page)
    numbers = iter(range(10**9 + rows, 10**9 + rows + 10**6))

    def sign() -> None:
        who = {"name": "Mina Ito", "email": growth_rows.email(next(numbers)), "country": "JP"}
        _expect(site.visitor.post(f"{page}/sign", data={"csrf_token": token, **who}).status_code, 303)

    def look(path: str, who: FlaskClient) -> Callable[[], None]:
        return lambda: _expect(who.get(path).status_code, 200)

    yield "post_ms", _quick_ms(site, sign, site.times)
    yield "page_ms", _quick_ms(site, look(page, site.visitor), site.pages, pause_s=KEPT_S)
    yield "list_first_ms", _quick_ms(site, look(listed, site.desk), site.times)
    yield "list_last_ms", _quick_ms(site, look(f"{listed}?after=0", site.desk), site.times)
    desk_token = _token(site.desk, listed)
    search = {"csrf_token": desk_token, "email": growth_rows.email(rows // 2)}
    yield (
        "search_ms",
        _quick_ms(
            site,
            lambda: _expect(site.desk.post(f"{listed}/search", data=search).status_code, 200),
            site.times,
        ),
    )

    def by_country() -> None:
        with site.app.app_context(), only_reading():
            queries.counts_by_country(site.campaign_id)

    yield "by_country_ms", _quick_ms(site, by_country, site.times)
    cost = measured("-m", "tests.bench.growth_export", site.slug, most_seconds=3600, environ=_child(site))
    told = json.loads(cost.printed)
    yield "export_rows_per_s", told["rows"] / told["seconds"]
    yield "export_peak_mb", told["peak_mb"]


def _plain(site: Site) -> Iterator[tuple[str, float]]:
    """What the textbook asks for the same: COUNT(*), and OFFSET for the last page."""
    of_campaign = (Signature.campaign_id == site.campaign_id, Signature.state == "confirmed")

    def last_page() -> None:
        with site.app.app_context(), only_reading():
            total = db.session.scalar(select(func.count()).where(*of_campaign)) or 0
            query = select(Signature).where(*of_campaign).order_by(Signature.id.desc())
            db.session.scalars(query.offset(max(total - 50, 0)).limit(50)).all()

    def by_country() -> None:
        with site.app.app_context(), only_reading():
            counts = select(Signature.country, func.count()).where(*of_campaign)
            db.session.execute(counts.group_by(Signature.country)).all()

    yield "list_last_ms", _quick_ms(site, last_page, 3)
    yield "by_country_ms", _quick_ms(site, by_country, 3)


def _quick_ms(site: Site, act: Callable[[], None], times: int, pause_s: float = 0.0) -> float:
    act()
    taken = []
    for _ in range(times):
        time.sleep(pause_s)
        site.stopwatch.set_back()
        act()
        taken.append(site.stopwatch.seconds * 1000)
    return quantiles(taken, n=4, method="inclusive")[0]


def _child(site: Site) -> dict[str, str]:
    return {**os.environ, **site.environ, "PYTHONPATH": str(ROOT)}


def _token(client: FlaskClient, path: str) -> str:
    found = TOKEN.search(client.get(path).text)
    if found is None:
        message = f"There is no form at {path}."
        raise click.ClickException(message)
    return found[1]


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        message = f"The site answered {status} where {wanted} was expected, so its time says nothing."
        raise click.ClickException(message)


def _lines(ours: Grown, plain: Grown, site: Site) -> Iterator[str]:
    heads = ("signatures", *KEYS, *OF_EXPORT, *(f"textbook {name}" for name in OF_BASELINE))
    yield from table(
        heads,
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
    asked = f"{site.times} requests ({site.pages} of the page)"
    yield f"Times in ms are the database's alone, lower quartiles of {asked}; the export is by the clock."
    grown = ", ".join(f"{name} {ours.growth(name):.2f}" for name in KEYS)
    yield f"Flat is 1: {ours.rows[-1]:,} signatures take so many times as long as {ours.rows[0]:,}: {grown}."
    yield "The textbook counts with COUNT(*) and finds the last page with OFFSET."
