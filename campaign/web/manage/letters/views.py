"""Which letters were exported, and asking for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask_security import current_user

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import CannotPublish
from campaign.core import clock
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.letters import export_queries as queries
from campaign.letters import exports
from campaign.letters.writers.errors import NothingToWrite
from campaign.signatures import queries as signatures
from campaign.web.manage.letters import offering
from campaign.web.manage.letters.forms import AskForLetters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign, CampaignRecipient

letters = Blueprint("letters", __name__)

UNREADABLE = 422
SIZE = 25


@letters.get("/letters/")
def index() -> ResponseReturnValue:
    """All exports, the newest first."""
    before = request.args.get("before", "")
    found = queries.page(before, SIZE + 1)
    return render_template(
        "manage/letters/index.html",
        exports=found[:SIZE],
        older=found[SIZE - 1].id if len(found) > SIZE else None,
        before=before,
        public=campaigns.public() if not found else [],
    )


@letters.route("/campaigns/<slug>/letters", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Ask for the letters of a campaign; what is known of addresses is seen before."""
    campaign = campaigns.by_slug(slug)
    if not campaign.is_public:
        raise CannotPublish(_("Publish this campaign first: its letters give the address of its page."))
    form = AskForLetters()
    if not form.is_submitted():
        form.audience.data = request.args.get("audience") or form.audience.data
        return _asking(campaign, form, [row.recipient.key for row in campaign.recipients])
    chosen = request.form.getlist("recipient")
    if offering.is_taken(form):
        return _asking(campaign, form, chosen)
    rows = [row for row in campaign.recipients if row.recipient.key in chosen]
    valid = form.validate()
    problem = "" if rows else _("Choose at least one office.")
    if _warned(rows) and not form.seen.data:
        form.seen.errors = [_("Look at the addresses, then tick this box.")]
        valid = False
    if not valid or problem:
        return _asking(campaign, form, chosen, problem), UNREADABLE
    try:
        asked = exports.ask(campaign, rows, form.wish, current_user.id)
    except NothingToWrite:
        sentence = _(
            "Nobody who gives their name to the offices has signed yet, so there is no letter of a signer."
        )
        form.audience.errors = [sentence]
        return _asking(campaign, form, chosen), UNREADABLE
    except Refused as error:
        form.format.errors = [error.sentence]
        return _asking(campaign, form, chosen), UNREADABLE
    return redirect(url_for("manage.exports.show", export_id=asked.id), 303)


def _asking(campaign: Campaign, form: AskForLetters, chosen: list[str], problem: str = "") -> str:
    return render_template(
        "manage/letters/new.html",
        campaign=campaign,
        form=form,
        chosen=chosen,
        problem=problem,
        warnings=[row.recipient.warning for row in _warned(campaign.recipients)],
        confirmed=signatures.count(campaign.id),
        delivered=signatures.count_delivered(campaign.id, clock.now()),
        identical=offering.identical_letters(campaign, clock.now()),
    )


def _warned(rows: Iterable[CampaignRecipient]) -> list[CampaignRecipient]:
    return [row for row in rows if row.recipient.warning]
