"""The admins' pages, below /admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from campaign.accounts.values import Role
from campaign.web import guard
from campaign.web.admin.accounts.views import accounts
from campaign.web.admin.figures.views import figures
from campaign.web.admin.home.views import home
from campaign.web.admin.organization.views import organization
from campaign.web.admin.privacy.views import privacy
from campaign.web.admin.screening.views import screening
from campaign.web.admin.signatures.views import signatures

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

NOUNS = (home, accounts, organization, privacy, screening, signatures, figures)


def register(app: Flask) -> None:
    """Add the pages to `app`; each asks for an admin."""
    room = Blueprint("admin", __name__, url_prefix="/admin")
    room.before_request(_let_in)
    for noun in NOUNS:
        room.register_blueprint(noun)
    app.register_blueprint(room)


def _let_in() -> ResponseReturnValue | None:
    return guard.let_in(Role.ADMIN)
