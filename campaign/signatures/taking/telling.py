"""Mails to the owner of an address that has signed before: at most one a day about a campaign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, or_, update

from campaign.core import clock
from campaign.mailer.models import Message
from campaign.signatures import mails, new_links
from campaign.signatures.models import Signature
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, SQLColumnExpression

    from campaign.signatures.taking.values import Given

QUIET: Final = timedelta(days=1)


def work_for(given: Given, due_at: datetime) -> Callable[[Connection], None]:
    """What tells whoever signed before with the address of `given`, over the connection that it is given."""
    return lambda connection: tell_the_owner(
        connection, given.campaign_id, given.address_index, given.title, due_at
    )


def tell_the_owner(
    connection: Connection, campaign_id: str, address_index: bytes, title: str, due_at: datetime
) -> None:
    """Write to whoever signed this campaign with the address before; the mail goes at `due_at`."""
    holder = (
        Signature.campaign_id == campaign_id,
        Signature.address_index == address_index,
        Signature.state.in_((State.PENDING, State.CONFIRMED)),
        new_links.may_be_sent(),
    )
    if told := note_that_told(connection, *holder):
        kind = "confirm" if told.state == State.PENDING else "known"
        write(connection, kind, told, title, due_at)


def note_that_told(
    connection: Connection, *which: ColumnElement[bool], since: SQLColumnExpression[Any] | None = None
) -> Row[*tuple[Any, ...]] | None:
    """The signature, noted as one whose owner gets a mail now; None if she got one within a day.

    `since` is when she got the last one: by default that about signing counts.
    """
    now = clock.now()
    about_signing: SQLColumnExpression[Any] = func.coalesce(Signature.told_at, Signature.created_at)
    last = about_signing if since is None else since
    return connection.execute(
        update(Signature)
        .where(*which, or_(last.is_(None), last < now - QUIET))
        .values(told_at=now, **new_links.counted())
        .returning(
            Signature.id, Signature.state, Signature.email, Signature.language, Signature.address_index
        )
    ).one_or_none()


def write(
    connection: Connection,
    kind: str,
    told: Row[*tuple[Any, ...]],
    title: str,
    due_at: datetime | None = None,
) -> None:
    """Put a mail about the signature into the outbox, to go at `due_at` or now."""
    index = told.address_index
    row = mails.row(kind, told.id, told.email, told.language, title, due_at=due_at, address_index=index)
    connection.execute(insert(Message).values(**row))
