"""Sending the messages that a worker has taken in hand, one after the other.

When a worker is killed, what was not handed over yet is sent later. Between the server's answer to
DATA and our commit lies a moment in which SMTP lets nobody know whether a mail was taken (RFC 5321
§4.5.4.1, RFC 1047): that mail goes out again, with the same Message-ID, by which receivers can tell.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from campaign.core import addresses, clock
from campaign.core.db import db, only_reading
from campaign.jobs import failures
from campaign.mailer import building, queries, sender, unsubscribing
from campaign.mailer.models import IS_WAITING, Message
from campaign.mailer.values import Mail, RefusedForGood, State, TryLater, pause_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from campaign.jobs.leases import Lease
    from campaign.mailer.transports.choice import Transport

    Changes = dict[str, Any]

RETRY_S = 1.0
NOTHING_PERSONAL: dict[str, Any] = {"address": None, "address_index": None, "context": None}

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """The messages of one lease, sent over one connection; it ends early when `stop` is set."""

    lease: Lease
    transport: Transport
    stop: Event

    def run(self) -> None:
        """Send, committing each result at once, and give back what was not tried.

        Raises `ServerAway`, and `OperationalError` where the database is away.
        """
        with self.lease.kept():
            try:
                for key in self.lease.ids:
                    if self.stop.is_set():
                        break
                    changes = self._try(key)
                    if changes:
                        self._record(key, changes)
            finally:
                db.session.rollback()
                self.lease.give_back()

    def _try(self, key: str) -> Changes | None:
        with _reading():
            message = db.session.scalar(
                select(Message).where(Message.id == key, IS_WAITING, self.lease.holds())
            )
            if message is None:
                return None
            if queries.is_suppressed(message):
                return {"state": State.SUPPRESSED, **NOTHING_PERSONAL}
            attempts = message.attempts + 1
            try:
                mail = self._build(message)
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001 - one bad mail must not hold up the others
                _log.error("a mail cannot be built", message=key, kind=message.kind, **failures.told(error))
                return _later(attempts, type(error).__name__)
        return self._hand_over(mail, attempts)

    def _build(self, message: Message) -> Mail:
        address, context = message.address, message.context
        if address is None or context is None:
            raise LookupError
        envelope = building.Envelope(
            address=self.transport.sender,
            sender=sender.current(),
            to=address,
            message_id=message.message_id,
            unsubscribe=_way_out(message),
        )
        content = building.build(envelope, message.kind, message.language, context)
        return Mail(message.id, self.transport.sender, addresses.for_envelope(address), content)

    def _hand_over(self, mail: Mail, attempts: int) -> Changes:
        try:
            self.transport.send(mail)
        except TryLater as error:
            _log.info("a mail is tried again later", message=mail.key, reason=str(error))
            return _later(attempts, str(error))
        except RefusedForGood as error:
            _log.warning("a mail was refused", message=mail.key, reason=str(error))
            return _tried(attempts) | {"state": State.FAILED, "error": str(error), **NOTHING_PERSONAL}
        done = {"state": State.SENT, "sent_at": clock.now(), "error": "", **NOTHING_PERSONAL}
        return _tried(attempts) | done

    def _record(self, key: str, changes: Changes) -> None:
        # What was sent was sent, whoever holds the row by now; all else is said by its holder alone.
        whose = [] if changes.get("state") == State.SENT else [IS_WAITING, self.lease.holds()]
        statement = update(Message).where(Message.id == key, *whose)
        free = {"claimed_by": None, "claimed_until": None}
        while True:
            try:
                db.session.execute(
                    statement.values(**changes, **free).execution_options(synchronize_session=False)
                )
                db.session.commit()
            except OperationalError as error:
                # To forget that the server took it would be to send it twice.
                db.session.rollback()
                _log.error("a result cannot be stored", message=key, **failures.told(error))
                if self.stop.wait(RETRY_S):
                    raise
            else:
                return


@contextmanager
def _reading() -> Iterator[None]:
    with only_reading():
        try:
            yield
        finally:
            db.session.rollback()


def _tried(attempts: int) -> Changes:
    return {"attempts": attempts, "last_attempt_at": clock.now()}


def _later(attempts: int, reason: str) -> Changes:
    pause = pause_after(attempts)
    if pause is None:
        return _tried(attempts) | {"state": State.FAILED, "error": reason, **NOTHING_PERSONAL}
    return _tried(attempts) | {"due_at": clock.now() + pause, "error": reason}


def _way_out(message: Message) -> str | None:
    return unsubscribing.link(message.address_index) if message.is_notice and message.address_index else None
