"""A mixed day: two hundred readers for each signer, while all else goes on.

Those who signed confirm, the worker sends mails to a server on this machine and writes the letters that an
organizer has asked for. What the server gives then is held against the same readers and signers with nothing
else going on.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from campaign.app import create_app
from campaign.campaigns import queries as campaigns
from campaign.core.config import Config
from campaign.core.db import db, only_reading
from campaign.letters import exports
from campaign.letters.requests import ExportRequest
from campaign.letters.values import Audience
from campaign.signatures import links
from campaign.signatures.models import Signature
from campaign.signatures.values import State
from tests import crowds
from tests.bench import load
from tests.site import CAMPAIGN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.bench.load import Sent

READERS: Final = 200
AT_ONCE: Final = 50
SLUG: Final = "provide-some-measure-of-legal-protection-for-the-civil"
# Enough for letters all the while.
SIGNERS: Final = 2_000
# So long the worker needs to start and find its work.
STARTED_S: Final = 4


@dataclass(frozen=True, slots=True)
class Day:
    """Pages a second while all else goes on, and while nothing does; errors; how many confirmed."""

    page_per_s: float
    alone_page_per_s: float
    p99_ms: float
    errors: int
    confirmed: int


def measured(url: str, sent: Sent, environ: Mapping[str, str], data: Path, seconds: float) -> Day:
    """Load the server at `url` twice for so many seconds; its data folder is `data`."""
    sent = replace(sent, readers=READERS)
    alone = load.wrk(url, sent, seconds, "alone")
    with ExitStack() as stack:
        _ask_for_letters(environ)
        stack.enter_context(_running(environ, data, "worker"))
        confirmed = stack.enter_context(_confirming(url, environ))
        time.sleep(STARTED_S)
        seen = load.wrk(url, sent, seconds, "mixed")
    return Day(
        seen.requests / seen.seconds,
        alone.requests / alone.seconds,
        seen.p99_ms,
        alone.errors + seen.errors,
        len(confirmed),
    )


def _ask_for_letters(environ: Mapping[str, str]) -> None:
    with create_app(Config.load(environ)).app_context():
        campaign = campaigns.by_slug(SLUG)
        crowds.gather(campaign, SIGNERS)
        exports.ask(campaign, campaign.recipients, ExportRequest(audience=Audience.SIGNERS))
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _running(environ: Mapping[str, str], data: Path, *command: str) -> Iterator[None]:
    with (data / f"{command[0]}.log").open("ab") as log:
        started = subprocess.Popen(
            [str(CAMPAIGN), *command],
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        started.terminate()
        try:
            started.wait(timeout=15)
        finally:
            started.kill()


@contextmanager
def _confirming(url: str, environ: Mapping[str, str]) -> Iterator[list[str]]:
    done: list[str] = []
    stop = threading.Event()
    confirming = threading.Thread(target=_confirm, args=(url, environ, stop, done))
    confirming.start()
    try:
        yield done
    finally:
        stop.set()
        confirming.join()


def _confirm(url: str, environ: Mapping[str, str], stop: threading.Event, done: list[str]) -> None:
    last = ""
    with create_app(Config.load(environ)).app_context():
        while not stop.wait(0.2):
            waiting = select(Signature.id).where(Signature.state == State.PENDING, Signature.id > last)
            # Only to read: else it would be this that a server on SQLite waits for.
            with only_reading():
                some = list(db.session.scalars(waiting.order_by(Signature.id).limit(AT_ONCE)))
                db.session.rollback()
            for found in some:
                request = urllib.request.Request(f"{url}/confirm/{links.confirm_token(found)}", data=b"")
                urllib.request.build_opener(_Stay).open(request, timeout=10).close()
                done.append(found)
                last = found
        db.session.remove()
        db.engine.dispose()


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_303(self, _request: object, answer: object, *_rest: object) -> object:
        return answer
