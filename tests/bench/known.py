"""Whether a stopwatch tells an address that has signed from one that has not.

The server as it is shipped is asked, over one connection and in turn, with an address that nobody has, one
whose owner gets a mail about it now, and one whose owner got hers today; at the form for signing, and at that
for a link to one's own page. Of each pair in turn the difference of the times is taken: what else the machine
does meanwhile falls on both.
"""

from __future__ import annotations

import http.client
import os
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import NormalDist, median, quantiles
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from sqlalchemy import update

from campaign.core.config import Config
from campaign.core.db import db
from tests import postgres
from tests.bench import load
from tests.bench.values import Result, table
from tests.databases import database_in
from tests.postgres import free_port
from tests.site import CAMPAIGN

if TYPE_CHECKING:
    from tests.bench.values import Conditions

SAMPLES: Final = 200
WARM_UP: Final = 30
KINDS: Final = ("new", "told", "quiet")
THANKED: Final = 303


def run(conditions: Conditions) -> Result:
    """Ask in turn, so often for each kind; `--quick` asks a quarter as often."""
    samples = SAMPLES // 4 if conditions.quick else SAMPLES
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as folder, ExitStack() as stack:
        data = Path(folder)
        database = f"sqlite:///{data / 'campaign.sqlite'}"
        if conditions.database_kind == "postgresql":
            cluster = stack.enter_context(postgres.running(durable=True))
            database = stack.enter_context(database_in(cluster.url))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        environ = {
            "CAMPAIGN_ENV": "development",
            "CAMPAIGN_DATA": folder,
            "CAMPAIGN_DATABASE_URL": database,
            "CAMPAIGN_BASE_URL": url,
            "CAMPAIGN_RATE_LIMITS": "off",
        }
        slug, forms = _set_up(environ, samples + WARM_UP)
        command = [str(CAMPAIGN), "serve", "--port", str(port)]
        stack.enter_context(load.serving(command, {**os.environ, **environ}, f"{url}/c/{slug}", data / "log"))
        signing = _times(port, f"/c/{slug}/sign", forms["sign"], samples)
        asking = _times(port, "/mine/", forms["mine"], samples)
    figures: dict[str, float] = {}
    rows = []
    for form, times in (("sign", signing), ("mine", asking)):
        figures |= {f"{form}_{kind}_ms": round(1000 * median(times[kind]), 3) for kind in KINDS}
        for kind in KINDS[1:]:
            more = [1000 * (known - new) for known, new in zip(times[kind], times["new"], strict=True)]
            chance = round(_by_chance(times[kind], times["new"]), 4)
            figures |= {f"{form}_{kind}_more_ms": round(median(more), 3), f"{form}_{kind}_by_chance": chance}
            low, _middle, high = quantiles(more, n=4)
            seen = (figures[f"{form}_new_ms"], figures[f"{form}_{kind}_ms"], median(more), low, high, chance)
            rows.append([form, kind, *(f"{figure:.2f}" for figure in seen)])
    heads = ("form", "address", "new ms", "known ms", "more ms", "a quarter", "three quarters", "by chance")
    return Result(figures, {}, table(heads, rows))


def _times(
    port: int, path: str, forms: dict[str, list[dict[str, str]]], samples: int
) -> dict[str, list[float]]:
    # Seconds of each answer by kind, in the order in which they were asked.
    chance, times = random.Random(5), {kind: [] for kind in KINDS}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    said: tuple[int, str | None, bytes] | None = None
    for number in range(samples + WARM_UP):
        for kind in chance.sample(KINDS, len(KINDS)):
            body = urlencode(forms[kind][number])
            begin = time.perf_counter()
            connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            seen = answer.status, answer.headers["Location"], answer.read()
            times[kind].append(time.perf_counter() - begin)
            said = said or seen
            assert seen == said
            assert answer.status == THANKED
    return {kind: taken[WARM_UP:] for kind, taken in times.items()}


def _set_up(environ: dict[str, str], count: int) -> tuple[str, dict[str, dict[str, list[dict[str, str]]]]]:
    # The campaign's slug, and the forms by page and kind.
    import flask_migrate

    from campaign.app import create_app
    from campaign.core import clock, tokens
    from campaign.signatures import services
    from campaign.signatures.models import Signature
    from campaign.signatures.taking.telling import QUIET
    from campaign.web.public.form_token import PURPOSE
    from tests import factories

    with create_app(Config.load(environ)).app_context():
        flask_migrate.upgrade()
        factories.an_organization()
        campaign = factories.a_campaign()
        slug, people = campaign.slug, {}
        for page in ("sign", "mine"):
            people[page] = {
                kind: [f"{page}.{kind}.{number}@example.org" for number in range(count)] for kind in KINDS
            }
            for kind in KINDS[1:]:
                signings = [factories.a_signing(email=email) for email in people[page][kind]]
                services.enter(campaign, signings, "en")
                long_ago = clock.now() - 2 * QUIET
                told_at = clock.now() if kind == "quiet" else None
                new = update(Signature).where(Signature.state == "pending")
                db.session.execute(
                    new.values(state="confirmed", created_at=long_ago, told_at=told_at, confirmed_at=long_ago)
                )
                db.session.commit()
        made = {"sign": tokens.make(PURPOSE, f"sign {slug}"), "mine": tokens.make(PURPOSE, "link")}
        db.session.remove()
        db.engine.dispose()
    forms = {
        page: {kind: [_form(made[page], email) for email in emails] for kind, emails in kinds.items()}
        for page, kinds in people.items()
    }
    return slug, forms


def _form(token: str, email: str) -> dict[str, str]:
    return {"csrf_token": token, "name": "Carla Welfreten", "country": "KR", "email": email}


def _by_chance(some: list[float], others: list[float]) -> float:
    """How likely two lists of one kind differ so much: the test of Mann and Whitney (1947), both sides."""
    ranks = {value: rank for rank, value in enumerate(sorted(some + others), 1)}
    m, n = len(some), len(others)
    u = sum(ranks[value] for value in some) - m * (m + 1) / 2
    spread = (m * n * (m + n + 1) / 12) ** 0.5
    return 2 * NormalDist().cdf(-abs(u - m * n / 2) / spread)
