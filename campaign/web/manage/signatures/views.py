"""The signatures of a campaign: looking through them, finding one, hiding and rejecting, a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from campaign.campaigns import queries as campaigns
from campaign.core import workbooks
from campaign.core.cells import MEDIA_TYPE
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.signatures import keeping, letting_in, queries, services, sheets
from campaign.signatures.counting import queries as counting
from campaign.signatures.screening.values import Verdict
from campaign.signatures.values import NoSuchSignature, State
from campaign.web.attachments import attachment
from campaign.web.manage.signatures.forms import Find, Reason
from campaign.web.showing import country

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign
    from campaign.signatures.models import Signature

signatures = Blueprint("signatures", __name__, url_prefix="/campaigns/<slug>")

UNREADABLE = 422
# What an address says of the list that is looked at.
OF_THE_LIST = ("state", "before", "after")


@signatures.get("/signatures")
def index(slug: str) -> ResponseReturnValue:
    """A page of the signatures, the newest first."""
    campaign = campaigns.by_slug(slug)
    page = queries.page(campaign.id, _state(), request.args.get("before", ""), request.args.get("after", ""))
    return _page(campaign, Find(), page=page)


@signatures.post("/signatures/search")
def search(slug: str) -> ResponseReturnValue:
    """The signatures of exactly one address; the address is repeated nowhere."""
    campaign = campaigns.by_slug(slug)
    form = Find()
    if not form.validate():
        page = queries.page(campaign.id)
        return _page(campaign, form, page=page), UNREADABLE
    found = queries.by_email(campaign.id, form.email.data or "")
    return _page(campaign, Find(formdata=None), found=found)


@signatures.get("/signatures.csv")
def export(slug: str) -> ResponseReturnValue:
    """All of them, or those in one state, as a file for a spreadsheet, without e-mail addresses."""
    campaign = campaigns.by_slug(slug)
    return attachment(sheets.as_csv(campaign.id, _state()), f"{slug}--signatures.csv", MEDIA_TYPE)


@signatures.get("/signatures.xlsx")
def export_workbook(slug: str) -> ResponseReturnValue:
    """The same as a workbook."""
    campaign = campaigns.by_slug(slug)
    pieces = sheets.as_xlsx(campaign.id, _state())
    return attachment(pieces, f"{slug}--signatures.xlsx", workbooks.MEDIA_TYPE)


@signatures.post("/signatures/<signature_id>/hide")
def hide(slug: str, signature_id: str) -> ResponseReturnValue:
    """Keep a name and its comment off the page."""
    signature, form = _of(campaigns.by_slug(slug), signature_id), Reason()
    if form.validate():
        services.hide(signature, form.reason.data or "")
        flash(_("The name is hidden. The signature still counts."))
    else:
        flash(" ".join(map(str, form.reason.errors)), "error")
    return _back(slug)


@signatures.post("/signatures/<signature_id>/restore")
def restore(slug: str, signature_id: str) -> ResponseReturnValue:
    """Show a hidden name again, if its owner wants it shown."""
    services.restore(_of(campaigns.by_slug(slug), signature_id))
    flash(_("The name is hidden no more."))
    return _back(slug)


@signatures.post("/signatures/<signature_id>/reject")
def reject(slug: str, signature_id: str) -> ResponseReturnValue:
    """Take a signature out of the number."""
    signature, form = _of(campaigns.by_slug(slug), signature_id), Reason()
    if form.validate():
        services.reject(signature, form.reason.data or "")
        flash(_("The signature is rejected and counts no more."))
    else:
        flash(" ".join(map(str, form.reason.errors)), "error")
    return _back(slug)


@signatures.post("/signatures/<signature_id>/let-in")
def let_in(slug: str, signature_id: str) -> ResponseReturnValue:
    """Take a signature that screening has rejected: its owner gets the mail that confirms it."""
    letting_in.let_in(_of(campaigns.by_slug(slug), signature_id))
    flash(_("The signature is let in. It counts once its owner confirms it by the mail that goes out now."))
    return _back(slug)


@signatures.post("/signatures/<signature_id>/clear")
def clear(slug: str, signature_id: str) -> ResponseReturnValue:
    """Take the paragraph of its owner out of the letters in her name."""
    signature, form = _of(campaigns.by_slug(slug), signature_id), Reason()
    if form.validate():
        keeping.clear_own_words(signature, form.reason.data or "")
        flash(_("The paragraph is erased. The signature still counts, and letters go without it."))
    else:
        flash(" ".join(map(str, form.reason.errors)), "error")
    return _back(slug)


def _page(
    campaign: Campaign, form: Find, *, page: queries.Page | None = None, found: list[Signature] | None = None
) -> str:
    by_country, by_state = queries.counts_by_country(campaign.id), counting.by_state(campaign.id)
    return render_template(
        "manage/signatures/index.html",
        campaign=campaign,
        form=form,
        reason=Reason(formdata=None),
        page=page,
        rows=page.rows if page else found,
        is_found=found is not None,
        states=list(State),
        counts=by_state.counts,
        counted_at=by_state.as_of,
        by_country=[
            (country(code), count)
            for code, count in sorted(by_country.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        kept=_kept(),
        verdict_of=Verdict,
        can_be_let_in=letting_in.can_be_let_in,
    )


def _of(campaign: Campaign, signature_id: str) -> Signature:
    signature = queries.by_id(signature_id)
    if signature.campaign_id != campaign.id:
        raise NoSuchSignature(_("This signature does not exist any more."))
    if signature.state == State.WITHDRAWN:
        raise Conflict(_("This signature was withdrawn, and what was kept of it is erased."))
    return signature


def _state() -> str:
    state = request.args.get("state", "")
    return state if state in list(State) else ""


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in OF_THE_LIST if request.args.get(name)}


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=slug, **_kept()), 303)
