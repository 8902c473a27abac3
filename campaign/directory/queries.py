"""Finding recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.directory.errors import NoSuchRecipient
from campaign.directory.models import Recipient
from campaign.directory.values import default_key

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    found = db.session.scalars(select(Recipient).where(Recipient.key.in_(set(keys))))
    return {recipient.key: recipient for recipient in found}


def by_code(code: str) -> list[Recipient]:
    """All recipients of a state or body, by key."""
    return list(db.session.scalars(select(Recipient).where(Recipient.code == code).order_by(Recipient.key)))


def default_recipient(code: str) -> Recipient | None:
    """Whom letters to this addressee go to unless an organizer chooses another; None if it has no entry."""
    return find_by_key(default_key(code))


def everyone() -> list[Recipient]:
    """All recipients by key."""
    return list(db.session.scalars(select(Recipient).order_by(Recipient.key)))


def page(search: str = "", after: str = "", limit: int = 50) -> list[Recipient]:
    """Up to `limit` recipients whose key comes after `after` and whose key, code or office holds `search`."""
    wanted = select(Recipient).where(Recipient.key > after).order_by(Recipient.key).limit(limit)
    if search := search.strip():
        columns = (Recipient.key, Recipient.code, Recipient.office)
        wanted = wanted.where(or_(*(column.icontains(search, autoescape=True) for column in columns)))
    return list(db.session.scalars(wanted))
