from __future__ import annotations

import pickle
import threading
import time
from contextlib import contextmanager

import pytest
from structlog.testing import capture_logs

from campaign.core import config as configuration
from campaign.core.config import Config
from campaign.jobs import queue, registry
from campaign.jobs.queue import Queue
from tests.databases import database_in

SECRET = "a secret of the tests"


@pytest.fixture(params=["sqlite", "postgresql"])
def jobs_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'made' / 'jobs.sqlite'}"
        return
    with database_in(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def jobs(jobs_url):
    made = Queue(jobs_url, SECRET)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def done(monkeypatch):
    """The ids of jobs that were done; one whose id is `bad` fails."""
    finished = []

    def note(*ids):
        if ids == ("bad",):
            message = "ana@example.org has no letter"
            raise LookupError(message)
        finished.append(ids)

    monkeypatch.setattr(registry, "_handlers", {"letters.note": note})
    return finished


@contextmanager
def working(jobs: Queue):
    consumer = jobs.consumer(2)
    consumer.start()
    try:
        yield
    finally:
        consumer.stop(graceful=True)


def wait_until(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_worker_does_what_another_process_asked_for(jobs, jobs_url, done):
    asking = Queue(jobs_url, SECRET)
    asking.put("letters.note", ("one", "two"))
    asking.close()
    with working(jobs):
        wait_until(lambda: done)
    assert done == [("one", "two")]
    assert not jobs.waiting()


def test_each_job_runs_inside_a_context_of_its_own(jobs_url, done):
    entered = []

    @contextmanager
    def inside():
        entered.append(threading.current_thread().name)
        yield

    jobs = Queue(jobs_url, SECRET, inside)
    jobs.put("letters.note", ("one",))
    jobs.put("letters.note", ("two",))
    with working(jobs):
        wait_until(lambda: len(done) == 2)
    jobs.close()
    assert len(entered) == 2


def test_a_job_that_fails_leaves_the_worker_at_work_and_nothing_personal_in_the_log(jobs, done, caplog):
    jobs.put("letters.note", ("bad",))
    jobs.put("letters.unknown", ("one",))
    jobs.put("letters.note", ("good",))
    with capture_logs() as events, working(jobs):
        wait_until(lambda: done)
    said = str(events) + caplog.text
    assert "LookupError" in said
    assert "NotConfigured" in said
    assert "ana@example.org" not in said


def test_a_sweep_asks_only_for_what_does_not_wait_already(jobs):
    jobs.put("letters.note", ("one",))
    two = ("letters.note", ("two",))
    assert jobs.put_missing([("letters.note", ("one",)), two, two]) == 1
    assert jobs.put_missing([two]) == 0
    assert jobs.waiting() == {("letters.note", ("one",)), two}


def test_a_job_that_somebody_slipped_in_is_not_even_unpickled(jobs, done, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "gone off"), "w"))

    jobs.huey.storage.enqueue(pickle.dumps(Bomb()) + b":0123")
    jobs.put("letters.note", ("one",))
    with working(jobs):
        wait_until(lambda: done)
    assert not (tmp_path / "gone off").exists()


def test_the_key_of_one_site_does_not_open_the_jobs_of_another(jobs, jobs_url):
    other = Queue(jobs_url, "another secret")
    other.put("letters.note", ("one",))
    other.close()
    assert jobs.waiting() == set()


@pytest.mark.parametrize(
    "away", ["sqlite:////dev/null/jobs.sqlite", "postgresql://127.0.0.1:1/jobs", "redis://127.0.0.1:1/0"]
)
def test_asking_for_a_job_does_not_fail_while_the_queue_is_away(away, tmp_path):
    environ = {"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(tmp_path), "CAMPAIGN_JOBS_URL": away}
    configuration.use(Config.load(environ))
    with capture_logs() as said:
        queue.enqueue("letters.note", "one")
    assert [line["job"] for line in said] == ["letters.note"]


def test_asking_for_a_job_puts_it_into_the_configured_queue(jobs_url, tmp_path):
    environ = {"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(tmp_path), "CAMPAIGN_JOBS_URL": jobs_url}
    config = Config.load(environ)
    configuration.use(config)
    queue.enqueue("letters.note", "one")
    worker = Queue(jobs_url, config.secret_key)
    assert worker.waiting() == {("letters.note", ("one",))}
    for used in (worker, queue._queue(jobs_url, config.secret_key)):
        used.close()
