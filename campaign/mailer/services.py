"""Writing a message into the outbox, taking it back, sending what is due, unsubscribing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, update

from campaign.core import clock, config, upserts
from campaign.core.db import db
from campaign.jobs import leases
from campaign.mailer import outbox, queries, sending, unsubscribing
from campaign.mailer.models import IS_WAITING, Message, Suppression
from campaign.mailer.transports import choice, maildir
from campaign.mailer.values import Scope, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

BATCH = 100


def write(  # noqa: PLR0913 - a mail has this many sides
    kind: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    *,
    due_at: datetime | None = None,
    about: str | None = None,
    notice: bool = False,
) -> Message:
    """Add a mail to the caller's transaction; it goes out once the caller has committed.

    `kind` is the folder below `templates/email`, `to` a checked address, `language` a code such as
    `en`, `context` JSON values for the templates, `due_at` the time before which it is held back,
    `about` the id of what it is about (for `cancel`). A `notice` is a mail that nobody asked for at
    this moment: it can be unsubscribed from, and is not sent to those who did.
    """
    return add(outbox.row(kind, to, language, context, due_at=due_at, about=about, notice=notice))


def add(row: dict[str, Any]) -> Message:
    """Add a mail that `outbox.row` made to the caller's transaction."""
    message = Message(**row)
    db.session.add(message)
    return message


def cancel(about: str) -> None:
    """Take back, in the caller's transaction, the mails about this id that have not gone out."""
    db.session.execute(
        update(Message)
        .where(Message.about == about, IS_WAITING)
        .values(state=State.CANCELLED, **sending.NOTHING_PERSONAL)
        .execution_options(synchronize_session=False)
    )


def forget(about: str) -> None:
    """Take back, in the caller's transaction, what waits about this id; no mail tells of it any more.

    Where mail lies in a folder instead of going out, what was written about it is deleted there.
    """
    cancel(about)
    _take_out_of_the_folder([about])
    db.session.execute(
        update(Message)
        .where(Message.about == about)
        .values(about=None)
        .execution_options(synchronize_session=False)
    )


def erase_about(abouts: Sequence[str]) -> None:
    """Delete, in the caller's transaction, what is kept of mails about these ids, in a folder too."""
    _take_out_of_the_folder(abouts)
    db.session.execute(
        delete(Message).where(Message.about.in_(abouts)).execution_options(synchronize_session=False)
    )


def forget_address(address_index: bytes) -> None:
    """Delete, in the caller's transaction, what an address does not want, and the mails that wait for it."""
    for model in (Suppression, Message):
        db.session.execute(
            delete(model)
            .where(model.address_index == address_index)
            .execution_options(synchronize_session=False)
        )


def send_due(limit: int = BATCH, stop: Event | None = None) -> int:
    """Send up to `limit` messages that are due; returns how many were taken in hand.

    Nothing is taken, and no lock, while nothing is due or the mail server is away. Raises
    `ServerAway`, `NotConfigured`, and `OperationalError` where the database is away.
    """
    if not queries.is_something_due():
        return 0
    settings = config.current()
    transport = choice.transport(settings.mail_url, outbox.domain(settings.base_url))
    try:
        transport.connect()
        is_due = Message.due_at <= clock.now()
        lease = leases.take(Message, IS_WAITING, is_due, limit=limit, order_by=Message.due_at)
        sending.Round(lease, transport, stop or Event()).run()
    finally:
        transport.close()
    return len(lease.ids)


def suppress(address_index: bytes, scope: Scope) -> None:
    """Send no notices, or nothing at all, to this address from now on; doing it again changes nothing."""
    new = {"address_index": address_index, "scope": scope, "created_at": clock.now()}
    db.session.execute(upserts.insert(Suppression).values(new).on_conflict_do_nothing())
    db.session.commit()


def unsubscribe(token: str) -> None:
    """Send no more notices to the address that the token is for; doing it again changes nothing.

    Raises `TokenRefused`, `TokenTooOld`.
    """
    suppress(unsubscribing.index_in(token), Scope.NOTICES)


def _take_out_of_the_folder(abouts: Sequence[str]) -> None:
    folder = config.current().mail_folder
    if folder:
        maildir.erase(folder, queries.about(abouts))
