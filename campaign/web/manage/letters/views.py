"""Asking for letters, watching them being written, fetching them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_security import current_user

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import CannotPublish
from campaign.core import clock
from campaign.core.errors import Conflict, NotFound
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters import queries, services
from campaign.letters.errors import NothingToWrite
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience
from campaign.signatures import queries as signatures
from campaign.web.manage.letters.bundle import zipped
from campaign.web.manage.letters.forms import AskForLetters
from campaign.web.showing import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.models import Export, Part

letters = Blueprint("letters", __name__)

UNREADABLE = 422
SIZE = 25


@letters.get("/letters/")
def exports() -> ResponseReturnValue:
    """All exports, the newest first."""
    before = request.args.get("before", "")
    found = queries.exports(before, SIZE + 1)
    return render_template(
        "manage/letters/exports.html",
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
        return _asking(campaign, form, [row.recipient.key for row in campaign.recipients])
    chosen = request.form.getlist("recipient")
    rows = [row for row in campaign.recipients if row.recipient.key in chosen]
    valid = form.validate()
    problem = "" if rows else _("Choose at least one office.")
    if _warned(rows) and not form.seen.data:
        form.seen.errors = [_("Look at the addresses, then tick this box.")]
        valid = False
    if not valid or problem:
        return _asking(campaign, form, chosen, problem), UNREADABLE
    try:
        asked = services.export(
            campaign, rows, form.format.data, Audience(form.audience.data), current_user.id
        )
    except NothingToWrite:
        sentence = _(
            "Nobody who gives their name to the offices has signed yet, so there is no letter of a signer."
        )
        form.audience.errors = [sentence]
        return _asking(campaign, form, chosen), UNREADABLE
    return redirect(url_for(".show", export_id=asked.id), 303)


@letters.get("/letters/<export_id>")
def show(export_id: str) -> ResponseReturnValue:
    """An export: how far it is, what to know before posting, and its files."""
    export = queries.export_by_id(export_id)
    return render_template(
        "manage/letters/show.html",
        export=export,
        sentence=_progress(export),
        written=_written(export),
        failed=[part for part in export.parts if part.state == PartState.FAILED],
    )


@letters.get("/letters/<export_id>.json")
def progress(export_id: str) -> ResponseReturnValue:
    """How far an export is, for the page that watches it."""
    export = queries.export_by_id(export_id)
    return jsonify(done=export.written, total=export.letters, sentence=_progress(export), over=export.is_over)


@letters.post("/letters/<export_id>/cancel")
def cancel(export_id: str) -> ResponseReturnValue:
    """Write no more of it, and erase its files."""
    services.cancel(queries.export_by_id(export_id))
    flash(_("The export is cancelled, and its files are erased."))
    return redirect(url_for(".show", export_id=export_id), 303)


@letters.get("/letters/<export_id>/parts/<part_id>")
def fetch(export_id: str, part_id: str) -> ResponseReturnValue:
    """One file."""
    part = queries.part_by_id(part_id)
    if part.export_id != export_id or part.state != PartState.WRITTEN or _is_cancelled(part.export):
        raise NotFound(_("This file is not kept any more."))
    return _attachment(services.read_part(part), part.name, part.media_type)


@letters.get("/letters/<export_id>.zip")
def fetch_all(export_id: str) -> ResponseReturnValue:
    """All files that are written, as one ZIP."""
    export = queries.export_by_id(export_id)
    written = [] if _is_cancelled(export) else _written(export)
    if not written:
        raise NotFound(_("No file of this export is kept."))
    if not export.is_over:
        raise Conflict(_("This export is still being written. Fetch its files when all are there."))
    name = f"{export.campaign.slug}--{export.format}.zip"
    return _attachment(zipped(written, export.cutoff), name, "application/zip")


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
    )


def _warned(rows: Iterable[CampaignRecipient]) -> list[CampaignRecipient]:
    return [row for row in rows if row.recipient.warning]


def _written(export: Export) -> list[Part]:
    return [part for part in export.parts if part.state == PartState.WRITTEN]


def _is_cancelled(export: Export) -> bool:
    return export.state == ExportState.CANCELLED


def _progress(export: Export) -> str:
    return ngettext(
        "%(done)s of %(total)s letter is written. You can leave this page.",
        "%(done)s of %(total)s letters are written. You can leave this page.",
        export.letters,
        done=number(export.written),
        total=number(export.letters),
    )


def _attachment(pieces: Iterable[bytes], name: str, media_type: str) -> Response:
    response = Response(stream_with_context(iter(pieces)), content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
