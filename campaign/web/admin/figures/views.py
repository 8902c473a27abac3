"""Switches for derived figures, and what the recounts of the numbers found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_security import current_user

from campaign.accounts import queries as accounts
from campaign.campaigns import queries as campaigns
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.signatures.counting import queries as counting
from campaign.signatures.switches import queries, services
from campaign.web.admin.figures.forms import Reason

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

figures = Blueprint("figures", __name__, url_prefix="/figures")

RECOUNT = "signatures.recount"


@figures.get("/")
def index() -> ResponseReturnValue:
    """How each switch stands, and the last recount of each campaign."""
    switches = queries.everything()
    return render_template(
        "admin/figures/index.html",
        switches=switches,
        reason=Reason(formdata=None),
        names=accounts.names(switch.account_id for switch in switches),
        recounts=counting.recounts(),
    )


@figures.post("/<name>/off")
def turn_off(name: str) -> ResponseReturnValue:
    """Derive a figure no more, for a reason that is kept."""
    form = Reason()
    if form.validate():
        figure = services.turn(name, on=False, reason=form.reason.data or "", account_id=current_user.id)
        flash(_("Off: %(figure)s.", figure=figure.label))
    else:
        flash(" ".join(map(str, form.reason.errors)), "error")
    return redirect(url_for(".index"), 303)


@figures.post("/<name>/on")
def turn_on(name: str) -> ResponseReturnValue:
    """Derive a figure again."""
    figure = services.turn(name, on=True, reason="", account_id=current_user.id)
    flash(_("On: %(figure)s.", figure=figure.label))
    return redirect(url_for(".index"), 303)


@figures.post("/recount/<slug>")
def recount(slug: str) -> ResponseReturnValue:
    """Ask for a recount of a campaign now."""
    queue.enqueue(RECOUNT, campaigns.by_slug(slug).id)
    flash(_("The recount is asked for. Look again in a moment."))
    return redirect(url_for(".index", _anchor="recounts"), 303)
