from __future__ import annotations

import dataclasses
import signal
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import select, text

from campaign import worker
from campaign.core import config as configuration
from campaign.core.db import db, only_reading
from campaign.core.errors import NotConfigured
from campaign.jobs import queue, registry
from campaign.mailer import queries, services
from campaign.mailer.models import Message
from campaign.mailer.values import State
from campaign.signatures.counting import jobs as counting
from campaign.signatures.counting.models import Tally
from tests import factories, postgres
from tests.mailer import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

MAILS = 12
PATIENCE_S = 30.0
CONFIRM = {
    "title": "A campaign",
    "link": "https://example.org/x",
    "days": 30,
    "organization": "Friends of Ana",
}
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def server() -> Iterator[servers.Server]:
    with servers.running() as made:
        yield made


@pytest.fixture(autouse=True)
def registered(monkeypatch) -> None:
    """No job and no sweep but those of the test."""
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_sweeps", {})


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def write(count: int = MAILS) -> list[str]:
    ids = [services.write("confirm", f"p{n}@example.org", "en", CONFIRM).message_id for n in range(count)]
    db.session.commit()
    return ids


def sent() -> int:
    with only_reading():
        count = queries.counts()[State.SENT]
        db.session.rollback()
    return count


def a_minute_passes() -> None:
    """The leases of who was killed run out."""
    db.session.execute(db.update(Message).values(claimed_until=None))
    db.session.commit()


@contextmanager
def at_work(app, config, **settings: object) -> Iterator[threading.Thread]:
    """A worker in this process."""
    configuration.use(dataclasses.replace(config, **settings))
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(app, stop))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(2 * queue.STOP_WITHIN_S)
        assert not thread.is_alive()


@pytest.mark.parametrize("moment", ["before_mail", "before"])
def test_a_worker_that_is_killed_sends_none_twice_that_the_server_has_accepted(
    session, config, make_site, server, moment
):
    ids = write()
    site = make_site(CAMPAIGN_DATA=str(config.data), CAMPAIGN_MAIL_URL=server.url)
    interrupted: list[str] = []
    with site.process("worker") as process:

        def kill(mail: EmailMessage | None = None) -> None:
            if len(server.taken) == 5:
                process.kill()
                process.wait()
                interrupted.extend([mail["Message-ID"]] if mail else [])

        setattr(server, moment, kill)
        assert process.wait(PATIENCE_S) == -signal.SIGKILL
    assert sent() == 5
    setattr(server, moment, lambda *_: None)
    a_minute_passes()
    with site.process("worker"):
        wait_until(lambda: sent() == MAILS)
    # Between the server's answer and our commit nobody can know: that mail goes again, as the same mail.
    assert sorted(server.ids) == sorted(ids + interrupted)


def test_a_worker_that_is_asked_to_stop_stops_soon_and_leaves_nothing_half_done(
    session, config, make_site, server
):
    server.before = lambda _mail: time.sleep(0.3)
    ids = write()
    site = make_site(CAMPAIGN_DATA=str(config.data), CAMPAIGN_MAIL_URL=server.url)
    with site.process("worker") as process:
        wait_until(lambda: server.ids)
        process.terminate()
        assert process.wait(2 * queue.STOP_WITHIN_S) == 0
    assert 0 < sent() == len(server.ids) < MAILS
    with site.process("worker") as process:
        wait_until(lambda: sent() == MAILS)
        process.send_signal(signal.SIGINT)
        assert process.wait(2 * queue.STOP_WITHIN_S) == 0
    assert sorted(server.ids) == sorted(ids)


def test_the_worker_does_jobs_and_asks_again_for_what_is_unfinished(app, config, session, monkeypatch):
    monkeypatch.setattr(worker, "SWEEP_EVERY_S", 0.2)
    done = []

    def note(part: str) -> None:
        assert db.session.scalar(text("SELECT 1")) == 1
        done.append(part)

    registry.handler("letters.note")(note)
    registry.sweep(lambda: [("letters.note", ("lost",))] if "lost" not in done else [])
    with at_work(app, config):
        queue.enqueue("letters.note", "asked")
        wait_until(lambda: {"lost", "asked"} <= set(done))


def test_the_worker_counts_what_is_confirmed(app, config, session, server, monkeypatch):
    monkeypatch.setattr(counting, "LATE", timedelta(0))
    campaign = factories.a_campaign()
    factories.confirmed(campaign)
    key = campaign.id
    session.remove()

    def counted() -> bool:
        with only_reading():
            found = db.session.scalar(select(Tally.total).where(Tally.id == key))
            db.session.rollback()
        return found == 1

    with at_work(app, config, mail_url=server.url):
        wait_until(counted)


def test_a_job_that_takes_long_does_not_keep_the_worker_from_stopping(app, config, session):
    begun, end = threading.Event(), threading.Event()

    def take_long() -> None:
        begun.set()
        end.wait()

    registry.handler("letters.take_long")(take_long)
    with at_work(app, config):
        queue.enqueue("letters.take_long")
        assert begun.wait(PATIENCE_S)
    end.set()


def test_mail_goes_out_once_the_server_is_there(app, config, session, caplog):
    port = postgres.free_port()
    write(1)
    with at_work(app, config, mail_url=f"smtp://127.0.0.1:{port}"):
        time.sleep(2)
        assert sent() == 0
        with servers.running(port=port) as server:
            wait_until(lambda: sent() == 1)
            assert len(server.ids) == 1


def test_a_queue_that_is_away_does_not_hold_up_the_mail(app, config, session, server):
    write(1)
    with at_work(app, config, mail_url=server.url, jobs_url="postgresql://127.0.0.1:1/jobs"):
        wait_until(lambda: sent() == 1)


@ON_POSTGRES
def test_a_database_that_is_away_for_a_while_does_not_end_the_worker(
    app, config, session, server, postgres_url
):
    name = config.database_url.rpartition("/")[2]
    session.remove()
    with at_work(app, config, mail_url=server.url) as thread:
        time.sleep(1.5)
        with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as cluster:
            cluster.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            cluster.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            time.sleep(3)
            assert thread.is_alive()
            cluster.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        write(1)
        wait_until(lambda: sent() == 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_that_could_never_send_does_not_start(app, config):
    configuration.use(dataclasses.replace(config, mail_url="smtp://mail.example.org?starttls=maybe"))
    with pytest.raises(NotConfigured):
        worker.run(app, threading.Event())
