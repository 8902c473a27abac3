from __future__ import annotations

import dataclasses
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy
from structlog.testing import capture_logs

from campaign.core import config as configuration
from campaign.core.db import db
from campaign.jobs import leases
from campaign.mailer import queries, sender, services
from campaign.mailer.models import Message
from campaign.mailer.values import PAUSES, Sender, ServerAway, State
from tests import postgres
from tests.mailer import servers

HELLO = {"title": "Hello", "link": "https://example.org/x"}


def write(to: str = "ana@example.org", kind: str = "hello", **given) -> str:
    """A message in the outbox, by its Message-ID."""
    message_id = services.write(kind, to, "en", HELLO, **given).message_id
    db.session.commit()
    return message_id


def kept(message_id: str) -> Message:
    db.session.rollback()
    return db.session.scalars(db.select(Message).where(Message.message_id == message_id)).one()


def test_what_was_sent_keeps_when_and_how_often_and_nothing_personal(server, clock):
    message_id = write()
    assert services.send_due() == 1
    message = kept(message_id)
    assert server.ids == [message_id]
    assert (message.state, message.attempts, message.error) == (State.SENT, 1, "")
    assert message.sent_at == message.last_attempt_at == clock.now()
    assert (message.address, message.context, message.claimed_by) == (None, None, None)
    assert services.send_due() == 0


def test_mails_go_out_in_the_name_of_whoever_the_site_says(server, monkeypatch):
    monkeypatch.setattr(sender, "_ask", Sender)
    sender.come_from(lambda: Sender("Friends of Ana", "office@example.org"))
    write()
    services.send_due()
    assert server.taken[0]["From"] == "Friends of Ana <no-reply@localhost>"
    assert server.taken[0]["Reply-To"] == "office@example.org"


def test_a_mail_that_is_put_off_is_the_same_mail_later(server, clock):
    server.answers.append("451 later")
    message_id = write()
    services.send_due()
    message = kept(message_id)
    assert (message.state, message.attempts, message.error) == (State.QUEUED, 1, "451 SMTPDataError")
    assert message.due_at == clock.now() + timedelta(minutes=1)
    assert services.send_due() == 0
    clock.set_to(clock.now() + timedelta(minutes=1))
    assert services.send_due() == 1
    assert server.ids == [message_id]
    assert kept(message_id).attempts == 2


def test_after_two_days_of_trying_a_mail_has_failed(server, clock):
    server.about["ana@example.org"] = "450 busy"
    message_id = write()
    begun = clock.now()
    while services.send_due():
        clock.set_to(clock.now() + timedelta(hours=6))
    message = kept(message_id)
    assert (message.state, message.attempts) == (State.FAILED, len(PAUSES) + 1)
    assert message.error == "450 SMTPRecipientsRefused"
    assert (message.address, message.context) == (None, None)
    assert message.last_attempt_at - begun > timedelta(days=2)


def test_a_recipient_whom_the_server_does_not_know_fails_at_once_and_alone(server):
    server.about["gone@example.org"] = "550 no such mailbox gone@example.org"
    gone, there = write("gone@example.org"), write()
    assert services.send_due() == 2
    assert server.ids == [there]
    message = kept(gone)
    assert (message.state, message.error) == (State.FAILED, "550 SMTPRecipientsRefused")
    assert (message.address, message.context) == (None, None)


def test_a_line_that_breaks_loses_nothing(server, clock):
    server.answers.append(servers.HANG_UP)
    first, second = write(), write()
    services.send_due()
    assert server.ids == [second]
    clock.set_to(clock.now() + timedelta(minutes=1))
    services.send_due()
    assert server.ids == [second, first]


def test_while_the_server_is_away_nothing_is_taken_in_hand_or_counted(session, config):
    away = f"smtp://127.0.0.1:{postgres.free_port()}"
    configuration.use(dataclasses.replace(config, mail_url=away))
    message_id = write()
    with pytest.raises(ServerAway):
        services.send_due()
    message = kept(message_id)
    assert (message.state, message.attempts, message.claimed_by) == (State.QUEUED, 0, None)


def test_a_server_that_goes_away_between_two_mails_leaves_the_rest_for_later(server):
    server.answers.append("421 closing")
    server.before = lambda _mail: server.listen_no_more()
    ids = [write() for _ in range(3)]
    with pytest.raises(ServerAway):
        services.send_due()
    assert [kept(message_id).attempts for message_id in ids] == [1, 0, 0]
    assert [kept(message_id).claimed_by for message_id in ids] == [None, None, None]


def test_a_mail_that_cannot_be_built_holds_up_no_other(server):
    missing = write(kind="no-such-mail")
    lacking = services.write("hello", "ana@example.org", "en", {"title": "Ana's secret"}).message_id
    sealed_by_another_key = write()
    db.session.execute(
        sqlalchemy.text("UPDATE messages SET context = address WHERE message_id = :id"),
        {"id": sealed_by_another_key},
    )
    db.session.commit()
    good = write()
    with capture_logs() as said:
        assert services.send_due() == 4
    assert server.ids == [good]
    for message_id, error in (
        (missing, "TemplateNotFound"),
        (lacking, "UndefinedError"),
        (sealed_by_another_key, "CannotOpen"),
    ):
        message = kept(message_id)
        assert (message.state, message.attempts, message.error) == (State.QUEUED, 1, error)
    assert "UndefinedError" in str(said)
    assert "Ana" not in str(said)
    assert "ana@" not in str(said)


def test_a_round_ends_when_the_worker_is_told_to_stop(server):
    stop = threading.Event()
    server.before = lambda _mail: stop.set()
    ids = [write() for _ in range(3)]
    services.send_due(stop=stop)
    assert server.ids == ids[:1]
    services.send_due()
    assert server.ids == ids


def test_no_lock_is_held_while_the_server_thinks(app, server):
    about = "a" * 26

    def take_back(_mail) -> None:
        server.before = lambda _mail: None
        with app.app_context():
            services.cancel(about)
            db.session.commit()

    server.before = take_back
    first, second = write(), write(about=about)
    services.send_due()
    assert server.ids == [first]
    assert kept(second).state == State.CANCELLED


def test_workers_at_the_same_time_send_each_mail_once(app, server):
    ids = [write() for _ in range(30)]
    together = threading.Barrier(3)

    def work() -> None:
        together.wait()
        with app.app_context():
            while services.send_due(limit=4):
                pass

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(server.ids) == sorted(ids)
    db.session.rollback()
    assert queries.counts()[State.SENT] == 30


def test_a_mail_at_a_slow_server_is_not_taken_by_another_worker(app, server, monkeypatch):
    monkeypatch.setattr(leases, "DURATION", timedelta(seconds=0.6))
    taken_elsewhere = []

    def look_from_another_worker() -> None:
        time.sleep(1.2)
        with app.app_context():
            taken_elsewhere.append(services.send_due())

    message_id = write()
    other = threading.Thread(target=look_from_another_worker)
    server.before = lambda _mail: time.sleep(2)
    other.start()
    services.send_due()
    other.join()
    assert taken_elsewhere == [0]
    assert server.ids == [message_id]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_restarts_after_the_server_took_a_mail_does_not_make_it_go_twice(app, server):
    def restart(_mail) -> None:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        mine = " AND datname = current_database()"
        with app.app_context(), db.engine.connect() as connection:
            connection.exec_driver_sql(others + mine)

    server.before = restart
    message_id = write()
    services.send_due()
    assert server.ids == [message_id]
    assert kept(message_id).state == State.SENT
