"""Finding recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, or_, select

from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.directory.entries import GOOD_FOR
from campaign.directory.errors import NoSuchRecipient
from campaign.directory.models import Recipient, RecipientChange
from campaign.directory.values import default_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
AT_ONCE: Final = 10_000


def by_key(key: str) -> Recipient:
    """The recipient with this key, such as `th-head-of-government`; raises `NoSuchRecipient`."""
    found = find_by_key(key)
    if found is None:
        message = _("The directory has no recipient %(key)s. `campaign directory list` shows all.", key=key)
        raise NoSuchRecipient(message)
    return found


def find_by_key(key: str) -> Recipient | None:
    """The recipient with this key, or None."""
    found: Recipient | None = db.session.scalar(select(Recipient).where(Recipient.key == key))
    return found


def by_keys(keys: Iterable[str]) -> dict[str, Recipient]:
    """The recipients that have one of these keys, by key."""
    wanted = sorted(set(keys))
    found: dict[str, Recipient] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = select(Recipient).where(Recipient.key.in_(wanted[start : start + AT_ONCE]))
        found |= {recipient.key: recipient for recipient in db.session.scalars(some)}
    return found


def locked(keys: Iterable[str]) -> dict[str, datetime]:
    """When the recipients with one of these keys were last changed; nobody changes them until the commit."""
    wanted = sorted(set(keys))
    found: dict[str, datetime] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = Recipient.key.in_(wanted[start : start + AT_ONCE])
        columns = select(Recipient.key, Recipient.updated_at).where(some).order_by(Recipient.key)
        found.update((key, moment) for key, moment in db.session.execute(columns.with_for_update()))
    return found


def by_code(code: str) -> list[Recipient]:
    """All recipients of a state or body, by key."""
    return list(db.session.scalars(select(Recipient).where(Recipient.code == code).order_by(Recipient.key)))


def codes() -> list[str]:
    """The codes of all states and bodies that have an entry, each once."""
    return list(db.session.scalars(select(Recipient.code).distinct().order_by(Recipient.code)))


def default_recipient(code: str) -> Recipient | None:
    """Whom letters to this addressee go to unless an organizer chooses another; None if it has no entry."""
    return find_by_key(default_key(code))


def everyone() -> list[Recipient]:
    """All recipients by key."""
    return list(db.session.scalars(select(Recipient).order_by(Recipient.key)))


def page(  # noqa: PLR0913 - each is a condition of its own, and all have a default
    search: str = "",
    after: str = "",
    limit: int = 50,
    *,
    before: str = "",
    code: str = "",
    kind: str = "",
    status: str = "",
    stale_on: date | None = None,
) -> list[Recipient]:
    """Up to `limit` recipients by key, from those that all conditions given leave.

    Args:
        search: what key, code or office holds.
        after: the key behind which the page begins.
        limit: how many at most.
        before: the key before which the page ends; it is the page next to it.
        code: the state's or the body's code.
        kind: the kind of office.
        status: the status of the address.
        stale_on: only addresses that on this day nobody had checked for a year.

    """
    wanted = select(Recipient).where(Recipient.key > after).limit(limit)
    if search := search.strip():
        columns = (Recipient.key, Recipient.code, Recipient.office)
        wanted = wanted.where(or_(*(column.icontains(search, autoescape=True) for column in columns)))
    for column, value in ((Recipient.code, code), (Recipient.kind, kind), (Recipient.status, status)):
        if value:
            wanted = wanted.where(column == value)
    if stale_on:
        wanted = wanted.where(_is_stale(stale_on))
    if before:
        nearest = wanted.where(Recipient.key < before).order_by(Recipient.key.desc())
        return list(db.session.scalars(nearest))[::-1]
    return list(db.session.scalars(wanted.order_by(Recipient.key)))


def stale(today: date) -> list[Recipient]:
    """The recipients with an address that nobody has checked for a year, by key."""
    return list(db.session.scalars(select(Recipient).where(_is_stale(today)).order_by(Recipient.key)))


def history(key: str) -> list[RecipientChange]:
    """What was done to the entry with this key, newest first; also when it is gone."""
    wanted = select(RecipientChange).where(RecipientChange.key == key)
    newest = wanted.order_by(RecipientChange.made_at.desc(), RecipientChange.id.desc())
    return list(db.session.scalars(newest))


def _is_stale(today: date) -> ColumnElement[bool]:
    # An address that is not known has the status "unknown", and only such a one (`Entry.problems`).
    unchecked = or_(Recipient.checked_on.is_(None), Recipient.checked_on < today - GOOD_FOR)
    return and_(Recipient.status != "unknown", unchecked)
