"""Ending notices: a button for people, one POST for mail programs (RFC 8058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from campaign.mailer import services
from campaign.mailer import unsubscribing as links

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

unsubscribing = Blueprint("unsubscribing", __name__, url_prefix="/unsubscribe")


@unsubscribing.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """The button."""
    links.index_in(token)
    return render_template("public/unsubscribing/show.html")


@unsubscribing.post("/<token>")
def unsubscribe(token: str) -> ResponseReturnValue:
    """Send no more notices to the address that the token is for."""
    services.unsubscribe(token)
    if request.form.get("List-Unsubscribe") == "One-Click":
        # RFC 8058 §3.1: a mail program follows no redirect.
        return done()
    return redirect(url_for("public.unsubscribing.done"), 303)


@unsubscribing.get("/done")
def done() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("public/unsubscribing/done.html")
