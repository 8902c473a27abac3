"""Finding accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from campaign.accounts.models import Account, RoleRow
from campaign.accounts.values import NoSuchAccount, Role
from campaign.core.db import db
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable


def everyone() -> list[Account]:
    """All accounts by address."""
    return list(db.session.scalars(select(Account).order_by(Account.email)))


def by_email(email: str) -> Account:
    """The account with this address; raises `NoSuchAccount`."""
    wanted = select(Account).where(func.lower(Account.email) == email.strip().lower())
    found: Account | None = db.session.scalar(wanted)
    if found is None:
        raise NoSuchAccount(_("There is no account with the address %(email)s.", email=email))
    return found


def by_id(account_id: str) -> Account:
    """The account with this id; raises `NoSuchAccount`."""
    found = db.session.get(Account, account_id)
    if found is None:
        raise NoSuchAccount(_("This account does not exist any more."))
    return found


def active_admins(*, for_update: bool = False) -> list[Account]:
    """Everyone who can manage accounts now; with `for_update` nobody else changes that before the commit."""
    with_role = select(Account).join(Account.roles).where(RoleRow.name == Role.ADMIN, Account.active)
    return list(db.session.scalars(with_role.with_for_update() if for_update else with_role))


def names(account_ids: Iterable[str | None]) -> dict[str, str]:
    """What these accounts are called, by id: their name, or their address; nobody who was deleted."""
    wanted = select(Account).where(Account.id.in_({one for one in account_ids if one}))
    return {account.id: account.name or account.email for account in db.session.scalars(wanted)}
