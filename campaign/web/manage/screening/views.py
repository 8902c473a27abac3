"""What screening sees of a campaign: trends by the hour, and proof of work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_security import current_user

from campaign.accounts import queries as accounts
from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import ProofMode
from campaign.core import clock
from campaign.core.languages import gettext as _
from campaign.signatures.screening import entries, network_keys, queries, services, switching, trends
from campaign.signatures.screening.entries import Entry
from campaign.signatures.screening.switching import Cause
from campaign.signatures.screening.values import Act, BadRule, Kind
from campaign.web.manage.screening.forms import BlockDomain, BlockNetwork, ChooseProof

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

screening = Blueprint("screening", __name__, url_prefix="/campaigns/<slug>/screening")

HOUR = "%Y-%m-%dT%H"
AN_HOUR = timedelta(hours=1)


@screening.get("/")
def show(slug: str) -> ResponseReturnValue:
    """The trends of the hour that the address names, by default this one; and whether proof is asked for."""
    campaign = campaigns.by_slug(slug)
    hour, now = _hour(), clock.hour_of(clock.now())
    changes = queries.proof_changes(campaign.id)
    return render_template(
        "manage/screening/show.html",
        campaign=campaign,
        hour=hour,
        hour_format=HOUR,
        seen=trends.hour(campaign.id, hour),
        earlier=hour - AN_HOUR if hour - AN_HOUR > now - trends.KEPT else None,
        later=hour + AN_HOUR if hour < now else None,
        blocked=queries.blocked(campaign.id),
        hashed=hashed,
        large_houses=trends.LARGE_HOUSES,
        form=ChooseProof(formdata=None, mode=campaign.proof_mode),
        changes=changes,
        names=accounts.names(change.account_id for change in changes),
        cause_of=Cause,
        is_on=trends.is_on(),
    )


@screening.post("/proof")
def proof(slug: str) -> ResponseReturnValue:
    """Choose when signing asks for proof of work."""
    campaign, form = campaigns.by_slug(slug), ChooseProof()
    if not form.validate():
        raise BadRule(_("Choose when proof of work is asked for."))
    switching.choose(campaign, ProofMode(form.mode.data), current_user.id)
    flash(
        _("Saved. Signing asks for proof of work now.")
        if campaign.asks_for_proof
        else _("Saved. Signing asks for no proof of work now.")
    )
    return redirect(url_for(".show", slug=slug), 303)


@screening.post("/block-network")
def block_network(slug: str) -> ResponseReturnValue:
    """Reject who signs this campaign from a network, for as long as the key of its day lives."""
    form = BlockNetwork()
    try:
        day = date.fromisoformat(form.day.data or "") if form.validate() else None
    except ValueError:
        day = None
    if day is None or network_keys.key_of(day) is None:
        raise BadRule(_("The key of this day is erased: the network cannot be told from others any more."))
    made = form.key.data or ""
    return _block(slug, Entry(Kind.HASHED, hashed(made, day), made[: trends.NAME_LENGTH]))


@screening.post("/block-domain")
def block_domain(slug: str) -> ResponseReturnValue:
    """Reject who signs this campaign with an address of a mail domain."""
    form = BlockDomain()
    return _block(slug, entries.read(form.key.data or "", Act.DISPOSABLE))


def hashed(key: str, day: date) -> str:
    """What a rule says of a network with this hash on this day."""
    return f"{day.isoformat()}:{key}"


def _block(slug: str, entry: Entry) -> ResponseReturnValue:
    campaign = campaigns.by_slug(slug)
    services.add(Act.BLOCK, [entry], campaign_id=campaign.id, note="", account_id=current_user.id)
    flash(_("Blocked under this campaign from now on: %(subject)s", subject=entry.shown))
    return redirect(url_for(".show", slug=slug, hour=request.args.get("hour")), 303)


def _hour() -> datetime:
    now = clock.hour_of(clock.now())
    try:
        asked = datetime.strptime(request.args.get("hour", ""), HOUR).replace(tzinfo=UTC)
    except ValueError:
        return now
    return asked if now - trends.KEPT < asked <= now else now
