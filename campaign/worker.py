"""The worker: does the jobs of the queue, drains the outbox, counts, and asks again for what is unfinished.

A database, a queue or a mail server that is away never ends it: that is logged, and tried again.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Protocol

import structlog

from campaign.core import config
from campaign.jobs import failures, registry
from campaign.jobs.queue import STOP_WITHIN_S, Queue
from campaign.mailer import outbox
from campaign.mailer import services as mailer
from campaign.mailer.transports import choice
from campaign.mailer.values import ServerAway
from campaign.signatures.counting import jobs as counting_jobs
from campaign.signatures.counting.jobs import Counter

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from huey.consumer import Consumer  # type: ignore[import-untyped]

THREADS = 2
MAIL_EVERY_S = 1.0
SWEEP_EVERY_S = 30.0
LONGEST_PAUSE_S = 60.0

_log = structlog.get_logger(__name__)


class App(Protocol):
    """What the worker needs of the application."""

    def app_context(self) -> AbstractContextManager[object]:
        """A context for one piece of work."""


def run(app: App, stop: threading.Event) -> None:
    """Work until `stop` is set, then end within a few seconds.

    A job that takes longer is given up and is found again by a sweep. Raises `NotConfigured` at once
    if mail cannot be sent with these settings.
    """
    settings = config.current()
    choice.transport(settings.mail_url, outbox.domain(settings.base_url))
    counter = Counter()
    mail = _loop("outbox", app, stop, MAIL_EVERY_S, lambda: drain(stop))
    counting = _loop("counting", app, stop, counting_jobs.EVERY_S, lambda: counter.turn(stop))
    jobs = _Jobs(app)
    _repeat(app, stop, SWEEP_EVERY_S, jobs.look_after)
    jobs.stop()
    for thread in (mail, counting):
        thread.join(STOP_WITHIN_S)


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set: what a process that only works gives to `run`."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def drain(stop: threading.Event) -> None:
    """Send all that is due, unless `stop` is set."""
    while not stop.is_set() and mailer.send_due(stop=stop) == mailer.BATCH:
        pass


class _Jobs:
    """The threads that do jobs, started as soon as the queue can be reached."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._queue: Queue | None = None
        self._consumer: Consumer | None = None

    def look_after(self) -> None:
        if self._queue is None:
            settings = config.current()
            self._queue = Queue(settings.jobs_url, settings.secret_key, inside=self._app.app_context)
            self._consumer = self._queue.consumer(THREADS)
            self._consumer.start()
        self._queue.put_missing(registry.unfinished())

    def stop(self) -> None:
        if self._queue and self._consumer:
            self._consumer.stop(graceful=True)
            self._queue.close()


def _loop(
    name: str, app: App, stop: threading.Event, every: float, work: Callable[[], None]
) -> threading.Thread:
    thread = threading.Thread(target=_repeat, args=(app, stop, every, work), name=name, daemon=True)
    thread.start()
    return thread


def _repeat(app: App, stop: threading.Event, every: float, work: Callable[[], None]) -> None:
    failed = 0
    while not stop.is_set():
        try:
            with app.app_context():
                work()
            failed = 0
        except ServerAway as error:
            failed += 1
            _log.error("the mail server is away, the outbox waits", reason=str(error))
        except Exception as error:  # noqa: BLE001 - whatever is away may come back
            failed += 1
            _log.error("the worker goes on after a failure", **failures.told(error))
        stop.wait(min(every * 2 ** min(failed, 10), LONGEST_PAUSE_S))
