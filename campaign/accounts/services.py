"""Adding accounts, changing what they may do."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.accounts import queries
from campaign.accounts.models import Account, RoleRow
from campaign.accounts.values import AccountExists, LastAdmin, Role, check_password
from campaign.core import addresses
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _


def add(email: str, role: Role, password: str | None = None, name: str = "") -> Account:
    """A new account; without a password its owner sets one by the link of an invitation.

    Raises `BadAddress`, `BadPassword`, `AccountExists`.
    """
    email = addresses.checked(email).lower()
    account = Account(
        id=new_id(),
        email=email,
        name=name.strip(),
        fs_uniquifier=uuid.uuid4().hex,
        roles=[_role(role)],
    )
    if password is not None:
        account.take_password(check_password(password))
    db.session.add(account)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        message = _("There is already an account with the address %(email)s.", email=email)
        raise AccountExists(message) from error
    return account


def give_role(account: Account, role: Role) -> None:
    """Make `account` an organizer or an admin; raises `LastAdmin`."""
    if role is not Role.ADMIN:
        _keep_an_admin(account)
    account.roles = [_role(role)]
    _end_sessions(account)
    db.session.commit()


def disable(account: Account) -> None:
    """End the account's sessions and let nobody sign in with it; raises `LastAdmin`."""
    _keep_an_admin(account)
    account.active = False
    _end_sessions(account)
    db.session.commit()


def enable(account: Account) -> None:
    """Let the owner sign in again."""
    account.active = True
    db.session.commit()


def set_password(account: Account, password: str) -> None:
    """Give the account this password and end its sessions; raises `BadPassword`."""
    account.take_password(check_password(password))
    _end_sessions(account)
    db.session.commit()


def _role(role: Role) -> RoleRow:
    found = db.session.scalar(select(RoleRow).where(RoleRow.name == role))
    return found or RoleRow(id=new_id(), name=role.value)


def _end_sessions(account: Account) -> None:
    account.fs_uniquifier = uuid.uuid4().hex


def _keep_an_admin(account: Account) -> None:
    if queries.active_admins(for_update=True) == [account]:
        message = _("%(email)s is the only admin. Make somebody else an admin first.", email=account.email)
        raise LastAdmin(message)
