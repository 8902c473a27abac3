"""The organizers' pages, below /manage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from campaign.accounts.values import Role
from campaign.web import guard
from campaign.web.manage.campaigns.views import campaigns
from campaign.web.manage.checking.changing import changing
from campaign.web.manage.checking.views import checking_pages
from campaign.web.manage.directory.editing import offices
from campaign.web.manage.directory.importing import importing
from campaign.web.manage.directory.views import directory
from campaign.web.manage.drafts.views import drafts
from campaign.web.manage.exports.fetching import files
from campaign.web.manage.exports.views import exports
from campaign.web.manage.home.views import home
from campaign.web.manage.letters.views import letters
from campaign.web.manage.mail.views import mail
from campaign.web.manage.screening.views import screening
from campaign.web.manage.signatures.views import signatures
from campaign.web.manage.statements.views import statements

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

NOUNS = (
    home,
    statements,
    checking_pages,
    changing,
    campaigns,
    signatures,
    screening,
    drafts,
    letters,
    exports,
    files,
    directory,
    offices,
    importing,
    mail,
)


def register(app: Flask) -> None:
    """Add the pages to `app`; each asks for an organizer or an admin."""
    room = Blueprint("manage", __name__, url_prefix="/manage")
    room.before_request(_let_in)
    for noun in NOUNS:
        room.register_blueprint(noun)
    app.register_blueprint(room)


def _let_in() -> ResponseReturnValue | None:
    return guard.let_in(Role.ORGANIZER, Role.ADMIN)
