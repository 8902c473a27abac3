"""What every template may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, g, request, url_for
from flask_security import current_user
from sqlalchemy.exc import SQLAlchemyError

from campaign.accounts.values import Role
from campaign.campaigns import queries as campaigns
from campaign.core import config, languages
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.campaigns.models import Organization

DESK = ("manage.", "admin.")


def install(app: Flask) -> None:
    """Give every template the site's name and links, and the desk's its own."""

    @app.context_processor
    def common() -> dict[str, object]:
        values: dict[str, object] = {
            "organization": _organization(),
            "site_name": _site_name(),
            "site_links": [
                (url_for("public.statements.index"), _("Statements")),
                (url_for("public.about.privacy"), _("Privacy")),
                (url_for("public.about.organization"), _("Who runs this")),
            ],
            "language": languages.current(),
        }
        # Only the desk looks at the session: a public page is the same for everybody.
        return values | _desk() if (request.endpoint or "").startswith(DESK) else values


def _desk() -> dict[str, object]:
    links = [
        (url_for("manage.home.index"), _("Home")),
        (url_for("manage.statements.index"), _("Statements")),
        (url_for("manage.campaigns.index"), _("Campaigns")),
        (url_for("manage.letters.index"), _("Letters")),
        (url_for("manage.directory.index"), _("Directory")),
    ]
    if config.current().mail_folder:
        links.append((url_for("manage.mail.index"), _("Mail")))
    if current_user.is_authenticated and current_user.role is Role.ADMIN:
        links.append((url_for("admin.home.index"), _("Admin")))
    return {
        "desk_links": links,
        "account_name": current_user.shown_name if current_user.is_authenticated else "",
        "sign_out_url": url_for("sign_in.logout"),
    }


def _site_name() -> str:
    organization = _organization()
    return (organization.name if organization else "") or _("Campaigns")


def _organization() -> Organization | None:
    # An error page must come out when the database does not.
    if "organization" not in g:
        try:
            g.organization = campaigns.organization()
        except SQLAlchemyError:
            g.organization = None
    found: Organization | None = g.organization
    return found
