"""The list of campaigns; editing one; publishing, closing and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from campaign.campaigns import queries, services
from campaign.campaigns.values import CannotPublish, ErasedTooSoon, State, next_goal
from campaign.core.db import db
from campaign.core.errors import Conflict, Refused
from campaign.core.languages import gettext as _
from campaign.directory import queries as directory
from campaign.signatures import queries as signatures
from campaign.signatures.counting import queries as counting
from campaign.web.manage import offices
from campaign.web.manage.campaigns.changes import changed_meanwhile
from campaign.web.manage.campaigns.forms import EditCampaign
from campaign.web.manage.campaigns.lines import keys_in_order, lines
from campaign.web.manage.campaigns.table import table
from campaign.web.manage.offices import NotChosen

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign

campaigns = Blueprint("campaigns", __name__, url_prefix="/campaigns")

UNREADABLE = 422


@campaigns.get("/")
def index() -> ResponseReturnValue:
    """All campaigns, as the address sorts and filters them."""
    return render_template("manage/campaigns/index.html", table=table(), states=list(State))


@campaigns.route("/<slug>", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    """A campaign with all that an organizer may change."""
    campaign = queries.by_slug(slug)
    form = EditCampaign(obj=campaign)
    if not form.is_submitted():
        return _page(campaign, form)
    valid = form.validate()
    try:
        recipients = offices.chosen(keys_in_order(request.form), request.form.get("office", ""))
        offices.ask_somebody(campaign.item, recipients)
        if not valid:
            return _page(campaign, form), UNREADABLE
        services.edit(campaign, form.known_version, form.changes, recipients)
    except NotChosen as error:
        return _page(campaign, form, offices_error=error.sentence), error.status
    except ErasedTooSoon as error:
        db.session.rollback()
        form.kept_days.errors = [error.sentence]
        return _page(queries.by_slug(slug), form), error.status
    except (Conflict, CannotPublish) as error:
        db.session.rollback()
        return _page(queries.by_slug(slug), form, conflict=error), error.status
    flash(_("Saved."))
    return redirect(url_for(".edit", slug=slug), 303)


@campaigns.post("/<slug>/publish")
def publish(slug: str) -> ResponseReturnValue:
    """Make the page public; of a closed campaign: take signatures again."""
    campaign = queries.by_slug(slug)
    services.publish(campaign)
    flash(_("“%(title)s” is public and takes signatures.", title=campaign.title))
    return redirect(url_for(".edit", slug=slug), 303)


@campaigns.post("/<slug>/close")
def close(slug: str) -> ResponseReturnValue:
    """Take no more signatures."""
    campaign = queries.by_slug(slug)
    services.close(campaign)
    flash(_("“%(title)s” is closed. Its page stays.", title=campaign.title))
    return redirect(url_for(".edit", slug=slug), 303)


def _page(
    campaign: Campaign, form: EditCampaign, *, offices_error: str = "", conflict: Refused | None = None
) -> str:
    sent = request.form if form.is_submitted() else None
    theirs = changed_meanwhile(campaign, form) if isinstance(conflict, Conflict) else []
    if sent is None or conflict:
        # Whoever has been shown what the others did, and sends again, means it.
        form.version.data = str(campaign.version)
    confirmed = signatures.count(campaign.id)
    return render_template(
        "manage/campaigns/edit.html",
        campaign=campaign,
        form=form,
        lines=lines(campaign, sent),
        typed_office=request.form.get("office", "") if offices_error else "",
        offices_error=offices_error,
        conflict=conflict,
        theirs=theirs,
        counts=signatures.counts_by_state(campaign.id),
        confirmed=confirmed,
        goal=next_goal(confirmed, campaign.goal),
        goals=counting.goals(campaign.id),
        all_offices=directory.everyone(),
        missing=queries.organization().missing,
    )
