"""The page that a signer's mail leads to: opening it does nothing, its button confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from campaign.signatures import links, services

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

confirming = Blueprint("confirming", __name__, url_prefix="/confirm")


@confirming.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """The button; programs that look at mails open links, so that opening must change nothing."""
    return render_template("public/confirming/show.html", signature=services.confirmable(token))


@confirming.post("/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Let the signature count, and go on to its owner's page."""
    signature = services.confirm(token)
    opened = links.opened_token(signature.id)
    return redirect(url_for("public.mine.show", token=opened, said="confirmed"), 303)
