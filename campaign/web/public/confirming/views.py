"""The page that a signer's mail leads to: opening it does nothing, its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from campaign.core.tokens import TokenTooOld
from campaign.signatures import asking, links, new_links, services

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

confirming = Blueprint("confirming", __name__, url_prefix="/confirm")


@confirming.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """The button; programs that look at mails open links, so that opening must change nothing."""
    try:
        signature = services.confirmable(token)
    except TokenTooOld as error:
        services.confirmable_by(links.read_old(token, links.CONFIRM))
        page = render_template("public/confirming/expired.html", most=new_links.MOST, sentence=error.sentence)
        return page, error.status
    return render_template("public/confirming/show.html", signature=signature)


@confirming.post("/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Let the signature count, and go on to its owner's page."""
    signature = services.confirm(token)
    opened = links.opened_token(signature.id)
    return redirect(url_for("public.mine.show", token=opened, said="confirmed"), 303)


@confirming.post("/<token>/correct")
def correct(token: str) -> ResponseReturnValue:
    """Go on to correcting the signature, and confirm nothing yet."""
    signature = services.confirmable(token)
    opened = links.opened_token(signature.id)
    return redirect(url_for("public.mine.correct", token=opened, signature_id=signature.id), 303)


@confirming.post("/<token>/again")
def send_again(token: str) -> ResponseReturnValue:
    """Send a new link to the address that this one was sent to."""
    asking.send_new_link(token)
    return redirect(url_for("public.confirming.check_mail"), 303)


@confirming.get("/check-mail")
def check_mail() -> ResponseReturnValue:
    """Say that a mail comes."""
    return render_template("public/confirming/check_mail.html")
