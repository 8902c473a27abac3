"""Questions to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.db import db, only_reading
from campaign.mailer.models import IS_WAITING, Message, Suppression
from campaign.mailer.values import Scope, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def counts() -> dict[State, int]:
    """How many messages are in each state."""
    found = db.session.execute(select(Message.state, func.count()).group_by(Message.state))
    return dict.fromkeys(State, 0) | {State(state): count for state, count in found}


def of_kinds(ids: list[str], kinds: tuple[str, ...]) -> set[str]:
    """Those of the messages with these ids that are of one of the kinds."""
    return set(db.session.scalars(select(Message.id).where(Message.id.in_(ids), Message.kind.in_(kinds))))


def about(abouts: Sequence[str]) -> list[str]:
    """Ids of the messages about these ids."""
    return list(db.session.scalars(select(Message.id).where(Message.about.in_(abouts))))


def of_owner(abouts: Sequence[str]) -> list[Message]:
    """The records of the mails about these ids, the newest first."""
    query = select(Message).where(Message.about.in_(abouts))
    return list(db.session.scalars(query.order_by(Message.id.desc())))


def suppressions_of(address_index: bytes) -> list[Suppression]:
    """What an address does not want."""
    query = select(Suppression).where(Suppression.address_index == address_index)
    return list(db.session.scalars(query.order_by(Suppression.scope)))


def count_since(kind: str, about: str, moment: datetime) -> int:
    """How many mails of this kind about this id were written after the moment."""
    query = select(func.count()).where(
        Message.about == about, Message.kind == kind, Message.created_at > moment
    )
    return db.session.scalar(query) or 0


def is_something_due() -> bool:
    """Whether a message waits to be sent; takes no lock, for it is asked every second."""
    due = select(Message.id).where(IS_WAITING, Message.due_at <= clock.now(), Message.is_free()).limit(1)
    with only_reading(), db.engine.connect() as connection:
        return connection.scalar(due) is not None


def is_suppressed(message: Message) -> bool:
    """Whether its address does not want it."""
    scopes = [Scope.ALL, Scope.NOTICES] if message.is_notice else [Scope.ALL]
    wanted = (Suppression.address_index == message.address_index, Suppression.scope.in_(scopes))
    return db.session.scalar(select(Suppression.scope).where(*wanted).limit(1)) is not None
