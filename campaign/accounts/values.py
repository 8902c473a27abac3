"""Roles, and what an account's address and password must be."""

from __future__ import annotations

from enum import StrEnum

from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _

MINIMUM_PASSWORD = 12
MAXIMUM_PASSWORD = 256


class Role(StrEnum):
    """What an account may do; an admin may do all that an organizer may."""

    ORGANIZER = "organizer"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The role's name on a page."""
        return {Role.ORGANIZER: _("organizer"), Role.ADMIN: _("admin")}[self]


class BadPassword(Refused):
    """A password that is too short or too long."""


class AccountExists(Conflict):
    """A second account with the same address."""


class NoSuchAccount(NotFound):
    """No account with this address."""


class LastAdmin(Conflict):
    """The change would leave nobody who can manage accounts."""


def check_password(password: str) -> str:
    """The password, if its length is right; raises `BadPassword` otherwise.

    Length is all that is asked, as NIST SP 800-63B §3.1.1.2 advises: no rules about kinds of characters.
    """
    if len(password) < MINIMUM_PASSWORD:
        raise BadPassword(_("The password must have at least %(count)s characters.", count=MINIMUM_PASSWORD))
    if len(password) > MAXIMUM_PASSWORD:
        raise BadPassword(_("The password must have at most %(count)s characters.", count=MAXIMUM_PASSWORD))
    return password
