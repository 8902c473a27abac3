"""The queue: Huey on SQLite, PostgreSQL or Redis, with one task that does any job by its name.

The truth is in our tables: a job that the queue loses is found by a sweep (see `registry`), so
nothing here has to last, and nothing that asks for a job fails because the queue is away.
"""

from __future__ import annotations

import hmac
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import structlog
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey  # type: ignore[import-untyped]
from huey.consumer import Consumer  # type: ignore[import-untyped]
from huey.serializer import SignedSerializer  # type: ignore[import-untyped]

from campaign.core import config
from campaign.jobs import failures, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from campaign.jobs.registry import Job

TASK = "run_job"
PREFIX = "campaign_jobs"
POLL_S = 1.0
STOP_WITHIN_S = 5.0

_log = structlog.get_logger(__name__)


def enqueue(name: str, *ids: str) -> None:
    """Ask for a job, by the name of its handler and the ids it is about.

    Call it after the commit: a worker may be quicker than you. If the queue is away this is logged
    and nothing is raised, for the next sweep asks again.
    """
    try:
        _queue(config.current().jobs_url, config.current().secret_key).put(name, ids)
    except Exception as error:  # noqa: BLE001 - each kind of queue has errors of its own
        _log.warning("the queue is away, a sweep will ask again", job=name, **failures.told(error))


class Queue:
    """A connection to the queue at `url`; jobs are signed with a key made from `secret`.

    `inside` makes the context that each job runs in.
    """

    def __init__(
        self, url: str, secret: str, inside: Callable[[], AbstractContextManager[object]] = nullcontext
    ) -> None:
        self.inside = inside
        self.huey = _open(url, secret)
        self._task = self.huey.task(name=TASK)(self._run)
        self._closing = Lock()
        # On PostgreSQL each thread of a consumer has a connection of its own to listen with.
        self.huey.on_shutdown()(self.close)

    def put(self, name: str, ids: tuple[str, ...]) -> None:
        """Append a job; raises what the queue's driver raises."""
        self._task(name, ids)

    def put_missing(self, jobs: Iterable[Job]) -> int:
        """Append those of `jobs` that do not wait already; returns how many."""
        wanted = dict.fromkeys(jobs)
        there = self.waiting() if wanted else set()
        missing = [job for job in wanted if job not in there]
        for name, ids in missing:
            self.put(name, ids)
        return len(missing)

    def waiting(self) -> set[Job]:
        """The jobs that no worker has taken yet."""
        return {(task.args[0], tuple(task.args[1])) for task in self.huey.pending()}

    def consumer(self, workers: int) -> Consumer:
        """Threads that do the jobs: `start()` and `stop(graceful=True)` it."""
        return _Consumer(
            self.huey,
            workers=workers,
            periodic=False,
            max_delay=POLL_S,
            scheduler_interval=60,
            shutdown_timeout=STOP_WITHIN_S,
        )

    def close(self) -> None:
        """Let go of the connection; it is opened again when it is needed."""
        with self._closing:
            self.huey.storage.close()

    def _run(self, name: str, ids: tuple[str, ...]) -> None:
        try:
            with self.inside():
                registry.run(name, *ids)
        except Exception as error:  # noqa: BLE001 - Huey would log the text of it, which may be personal
            _log.error("a job failed, a sweep will ask again", job=name, ids=ids, **failures.told(error))


class _Consumer(Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """Whoever runs the worker hears the signals."""


def _open(url: str, secret: str) -> Huey:
    key = hmac.digest(secret.encode(), b"campaign.jobs", "sha256").hex()
    common: dict[str, Any] = {"name": PREFIX, "results": False, "serializer": SignedSerializer(secret=key)}
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        file = Path(rest.removeprefix("/"))
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(filename=str(file), **common)
    if scheme.startswith("postgresql"):
        return PostgresHuey(dsn=f"postgresql://{rest}", table_prefix=PREFIX, **common)
    return RedisHuey(url=url, **common)


@lru_cache(maxsize=4)
def _queue(url: str, secret: str) -> Queue:
    return Queue(url, secret)
