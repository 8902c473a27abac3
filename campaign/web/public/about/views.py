"""Who runs the site, what it keeps, and what robots may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from campaign.campaigns import queries
from campaign.signatures.retention import table
from campaign.web.headers import NEVER_KEPT

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

about = Blueprint("about", __name__)


@about.get("/about")
def organization() -> ResponseReturnValue:
    """Who runs the site."""
    return render_template("public/about/organization.html", organization=queries.organization())


@about.get("/privacy")
def privacy() -> ResponseReturnValue:
    """What is kept, for how long, and how to take it back."""
    organization = queries.organization()
    return render_template(
        "public/about/privacy.html", organization=organization, kept=table.shown(organization.kept_days)
    )


@about.get("/robots.txt")
def robots() -> Response:
    """Where robots need not look: behind tokens, and at the desk."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NEVER_KEPT)]
    return Response("\n".join([*lines, ""]), mimetype="text/plain")
