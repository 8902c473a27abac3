"""Signatures and pages a second: the server as it is shipped beside a textbook's application.

Both are loaded by wrk, over 32 connections of one thread, on this machine, in turn. The textbook's always
runs on PostgreSQL with `synchronous_commit=on`; ours on the database that is asked for. Only signatures that
stand in the database as pending are counted. A CPU-second of PostgreSQL is one of all its processes.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from campaign.core.config import Config
from campaign.core.db import db
from tests import mailbox, postgres
from tests.bench import day, load, textbook
from tests.bench.load import Load, Sent
from tests.bench.processes import measured
from tests.bench.values import Result, table
from tests.databases import database_in
from tests.postgres import free_port
from tests.site import CAMPAIGN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.bench.day import Day
    from tests.bench.values import Conditions, Figures

FORM: Final = "&country=KR&city=Busan&comment=&deliver_name=y"
# A form that is filled in within two seconds comes from a program.
FILL_S: Final = 2.5
COUNT: Final = {
    "ours": "SELECT count(*) FROM signatures WHERE state = 'pending'",
    "textbook": "SELECT count(*) FROM textbook_signatures WHERE state = 'pending'",
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long each load lasts, in seconds, and how often all are put on."""

    warm_up: float
    signing: float
    reading: float
    rounds: int
    # So many pages are made that no memory has.
    made: int


FULL: Final = Sizes(warm_up=5, signing=30, reading=10, rounds=3, made=200)
QUICK: Final = Sizes(warm_up=1, signing=3, reading=2, rounds=1, made=20)


@dataclass(frozen=True, slots=True)
class Server:
    """A server under load, with the processes whose work is counted, and how to count what it stored.

    Ours has its settings and its data folder, too.
    """

    url: str
    page: str
    processes: tuple[int, ...]
    stored: Callable[[], int]
    environ: Mapping[str, str] = field(default_factory=dict)
    data: Path = Path()


@dataclass(slots=True)
class Runs:
    """What each round gave."""

    signed: list[float] = field(default_factory=list)
    signing_cpu_s: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    page_cpu_s: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    made_cpu_ms: list[float] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    errors: int = 0

    def add_signing(self, seen: Load, stored: int, cpu_s: float) -> None:
        """A round of signatures."""
        self.signed.append(stored / seen.seconds)
        self.signing_cpu_s.append(1000 * cpu_s / max(stored, 1))
        self.p50_ms.append(seen.p50_ms)
        self.p99_ms.append(seen.p99_ms)
        # What was answered well and not stored is an error, too; what is stored last may not be answered.
        self.errors += seen.errors + max(0, seen.requests - seen.errors - stored)

    def add_pages(self, seen: Load, cpu_s: float) -> None:
        """A round of pages."""
        self.pages.append(seen.requests / seen.seconds)
        self.page_cpu_s.append(1000 * cpu_s / max(seen.requests, 1))
        self.errors += seen.errors

    def figures(self) -> dict[str, float]:
        """The medians; the highest p99."""
        return {
            "signatures_per_s": round(median(self.signed), 1),
            "p50_ms": round(median(self.p50_ms), 1),
            "p99_ms": round(max(self.p99_ms), 1),
            "errors": self.errors,
            "cpu_s_per_1000": round(median(self.signing_cpu_s), 3),
            "page_per_s": round(median(self.pages), 1),
            "page_cpu_s_per_1000": round(median(self.page_cpu_s), 3),
        }

    def of_ours(self) -> dict[str, float]:
        """What a page costs that no memory has, and the mixed days."""
        return {"page_made_cpu_ms": round(median(self.made_cpu_ms), 2), **self.of_days()}

    def of_days(self) -> dict[str, float]:
        """Pages a second of a mixed day, and how much of that without it."""
        return {
            "mixed_page_per_s": round(median(day.page_per_s for day in self.days), 1),
            "mixed_of_alone": round(median(day.page_per_s / day.alone_page_per_s for day in self.days), 2),
            "mixed_p99_ms": round(max(day.p99_ms for day in self.days), 1),
            "mixed_confirmed": min(day.confirmed for day in self.days),
        }


def run(conditions: Conditions) -> Result:
    """Load both, round by round, as long as there is time; at least once."""
    sizes = QUICK if conditions.quick else FULL
    ours, theirs = Runs(), Runs()
    end = time.monotonic() + (conditions.seconds if conditions.seconds is not None else 3600)
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as folder, ExitStack() as stack:
        cluster = stack.enter_context(postgres.running(durable=True))
        for at in range(sizes.rounds):
            if at and time.monotonic() > end:
                break
            with _textbook(cluster, Path(folder)) as server:
                _round(server, sizes, theirs, str(at))
            with _ours(conditions, cluster, Path(folder) / f"ours-{at}") as server:
                _round(server, sizes, ours, str(at))
    figures = {**ours.figures(), **ours.of_ours()}
    return Result(figures, _baseline(theirs), list(_lines(figures, theirs.figures())))


def _round(server: Server, sizes: Sizes, runs: Runs, mark: str) -> None:
    token, cookie = load.form_of(server.url, server.page)
    time.sleep(FILL_S)
    signing = Sent(server.page, f"csrf_token={token}{FORM}", cookie)
    load.wrk(server.url, signing, sizes.warm_up, f"w{mark}")
    before, cpu = server.stored(), load.cpu_s(*server.processes)
    seen = load.wrk(server.url, signing, sizes.signing, mark)
    used = load.cpu_s(*server.processes) - cpu
    runs.add_signing(seen, server.stored() - before, used)
    reading = Sent(server.page, cookie=cookie)
    load.wrk(server.url, reading, sizes.warm_up)
    cpu = load.cpu_s(*server.processes)
    seen = load.wrk(server.url, reading, sizes.reading)
    runs.add_pages(seen, load.cpu_s(*server.processes) - cpu)
    if server.environ:
        runs.made_cpu_ms.append(_page_made_cpu_ms(server, sizes.made))
        seen_day = day.measured(server.url, signing, server.environ, server.data, sizes.reading)
        runs.days.append(seen_day)
        runs.errors += seen_day.errors


def _page_made_cpu_ms(server: Server, count: int) -> float:
    _site, database = server.processes
    arguments = ("-m", "tests.bench.page_once", server.page, str(count), str(database))
    return float(measured(*arguments, environ={**os.environ, **server.environ}).printed)


@contextmanager
def _textbook(cluster: postgres.Cluster, folder: Path) -> Iterator[Server]:
    with database_in(cluster.url) as database:
        environ = {**os.environ, "TEXTBOOK_DATABASE_URL": database}
        os.environ["TEXTBOOK_DATABASE_URL"] = database
        app = textbook.create_app()
        with app.app_context():
            textbook.make_tables()
            textbook.db.engine.dispose()
        port = free_port()
        url, page = f"http://127.0.0.1:{port}", f"/c/{textbook.SLUG}"
        gunicorn = Path(CAMPAIGN).with_name("gunicorn")
        command = [str(gunicorn), "--workers", "2", "--bind", f"127.0.0.1:{port}"]
        command += ["tests.bench.textbook:create_app()"]
        with load.serving(command, environ, url + page, folder / "textbook.log") as number:
            processes = (number, postgres.process_of(cluster.folder))
            yield Server(url, page, processes, lambda: _counted(database, COUNT["textbook"]))


@contextmanager
def _ours(conditions: Conditions, cluster: postgres.Cluster, data: Path) -> Iterator[Server]:
    data.mkdir()
    with ExitStack() as stack:
        database = conditions.database
        if database == "postgresql":
            database = stack.enter_context(database_in(cluster.url))
        elif database == "sqlite":
            database = f"sqlite:///{data / 'campaign.sqlite'}"
        sink = stack.enter_context(mailbox.running())
        environ = _settings(database, data, sink.url)
        _set_up(environ)
        port = free_port()
        url, page = f"http://127.0.0.1:{port}", f"/c/{day.SLUG}"
        command = [str(CAMPAIGN), "serve", "--port", str(port)]
        number = stack.enter_context(
            load.serving(command, {**os.environ, **environ}, url + page, data / "serve.log")
        )
        processes = (number, postgres.process_of(cluster.folder))
        stored = partial(_counted, database, COUNT["ours"])
        yield Server(url, page, processes, stored, environ, data)


def _settings(database: str, data: Path, mail_url: str) -> dict[str, str]:
    from campaign.core import secrets_file

    return {
        **secrets_file.kept_in(data),
        "CAMPAIGN_ENV": "production",
        "CAMPAIGN_DATA": str(data),
        "CAMPAIGN_DATABASE_URL": database,
        "CAMPAIGN_SECRET_KEY": secrets.token_urlsafe(48),
        "CAMPAIGN_BASE_URL": "https://letters.example.org",
        "CAMPAIGN_MAIL_URL": mail_url,
        "CAMPAIGN_TRUSTED_PROXIES": "127.0.0.0/8",
    }


def _set_up(environ: dict[str, str]) -> None:
    import flask_migrate

    from campaign.app import create_app
    from tests import factories

    with create_app(Config.load(environ)).app_context():
        flask_migrate.upgrade()
        factories.the_seven_campaigns()
        db.session.remove()
        db.engine.dispose()


def _counted(database: str, query: str) -> int:
    from sqlalchemy import create_engine, text

    engine = create_engine(database)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())
    finally:
        engine.dispose()


def _baseline(runs: Runs) -> Figures:
    wanted = ("signatures_per_s", "cpu_s_per_1000", "page_per_s", "page_cpu_s_per_1000")
    return {key: value for key, value in runs.figures().items() if key in wanted}


def _lines(ours: dict[str, float], theirs: dict[str, float]) -> Iterator[str]:
    rows = [
        [key, f"{ours[key]:g}", f"{theirs[key]:g}", f"{ours[key] / theirs[key]:.2f}"]
        if theirs.get(key)
        else [key, f"{ours[key]:g}", "", ""]
        for key in ours
    ]
    yield from table(("", "ours", "textbook", "times"), rows)
