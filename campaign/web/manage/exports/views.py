"""Watching letters being written, and what can be done meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.letters import export_queries as queries
from campaign.letters import exports as services
from campaign.letters import languages
from campaign.letters.states import ExportState, PartState
from campaign.web.manage.paging import window
from campaign.web.showing import number

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.letters.models import Export

exports = Blueprint("exports", __name__, url_prefix="/letters")

SHOWN_SET_ASIDE = 50
MINUTE_S = 60
HOUR_S = 60 * MINUTE_S


@exports.get("/<export_id>")
def show(export_id: str) -> ResponseReturnValue:
    """An export: how far it is, what to know before posting, and its files."""
    export = queries.by_id(export_id)
    by_state = {state: [part for part in export.parts if part.state == state] for state in PartState}
    set_aside = export.set_aside
    return render_template(
        "manage/exports/show.html",
        export=export,
        wish=export.request,
        language=languages.name(export.language),
        sentence=_progress(export),
        parts=window(export.parts),
        written=by_state[PartState.WRITTEN],
        failed=by_state[PartState.FAILED],
        held_up=next((part.problem for part in by_state[PartState.WAITING] if part.problem), ""),
        erased=by_state[PartState.ERASED],
        set_aside=set_aside[:SHOWN_SET_ASIDE],
        set_aside_more=max(len(set_aside) - SHOWN_SET_ASIDE, 0),
        kept_until=export.finished_at + services.KEPT_FOR if export.finished_at else None,
    )


@exports.get("/<export_id>.json")
def progress(export_id: str) -> ResponseReturnValue:
    """How far an export is, for the page that watches it."""
    export = queries.by_id(export_id)
    over = export.is_over or export.state == ExportState.PAUSED
    return jsonify(done=export.written, total=export.planned, sentence=_progress(export), over=over)


@exports.post("/<export_id>/pause")
def pause(export_id: str) -> ResponseReturnValue:
    """Begin no further file."""
    services.pause(queries.by_id(export_id))
    flash(_("The export is paused. The files that were just being written are finished."))
    return _back(export_id)


@exports.post("/<export_id>/resume")
def resume(export_id: str) -> ResponseReturnValue:
    """Go on."""
    services.resume(queries.by_id(export_id))
    flash(_("The export goes on."))
    return _back(export_id)


@exports.post("/<export_id>/again")
def again(export_id: str) -> ResponseReturnValue:
    """Write the files that failed or were erased once more."""
    count = services.write_again(queries.by_id(export_id))
    sentence = ngettext(
        "%(num)d file is written again, as of the same moment.",
        "%(num)d files are written again, as of the same moment.",
        count,
    )
    flash(sentence)
    return _back(export_id)


@exports.post("/<export_id>/cancel")
def cancel(export_id: str) -> ResponseReturnValue:
    """Write no more of it, and erase its files."""
    services.cancel(queries.by_id(export_id))
    flash(_("The export is cancelled, and its files are erased."))
    return _back(export_id)


def _back(export_id: str) -> ResponseReturnValue:
    return redirect(url_for(".show", export_id=export_id), 303)


def _progress(export: Export) -> str:
    sentence = ngettext(
        "%(done)s of %(total)s letter is written.",
        "%(done)s of %(total)s letters are written.",
        export.planned,
        done=number(export.written),
        total=number(export.planned),
    )
    if export.state == ExportState.PAUSED:
        return f"{sentence} {_('Nothing more is written until you go on.')}"
    left = export.seconds_left
    time_left = f"{_time(left)} " if left is not None else ""
    return f"{sentence} {time_left}{_('You can leave this page.')}"


def _time(seconds: float) -> str:
    if seconds < MINUTE_S:
        return _("Less than a minute is left.")
    if seconds < HOUR_S:
        minutes = round(seconds / MINUTE_S)
        return ngettext("About %(num)d minute is left.", "About %(num)d minutes are left.", minutes)
    hours = round(seconds / HOUR_S)
    return ngettext("About %(num)d hour is left.", "About %(num)d hours are left.", hours)
