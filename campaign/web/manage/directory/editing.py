"""An entry of the directory: its editor beside the window of the envelope, and what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_security import current_user

from campaign.campaigns import queries as campaigns
from campaign.core import clock
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory import queries, services
from campaign.directory.entries import COLUMNS
from campaign.directory.errors import WrongEntry
from campaign.web.manage.directory import changes
from campaign.web.manage.directory.forms import EditOffice
from campaign.web.manage.directory.looking import look
from campaign.web.manage.paging import window as one_page
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.directory.entries import Entry
    from campaign.directory.models import Recipient

offices = Blueprint("offices", __name__, url_prefix="/directory")

UNREADABLE = 422
STEPS = 10


@offices.route("/new", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """The editor for an office that the directory lacks."""
    return _edit(None)


@offices.route("/offices/<key>", methods=["GET", "POST"])
def edit(key: str) -> ResponseReturnValue:
    """The editor; "show" sets the window of what was typed without saving it, for those without scripts."""
    return _edit(queries.by_key(key))


@offices.post("/window")
@reads
def window() -> ResponseReturnValue:
    """The window of what is being typed, and what does not fit in it."""
    form = EditOffice()
    seen = look(form.postal_lines, form.envelope.data)
    return jsonify(image=seen.picture, message="\n".join(seen.problems))


@offices.post("/offices/<key>/checked")
def checked(key: str) -> ResponseReturnValue:
    """Somebody found the address right today; back to where it was said."""
    recipient = queries.by_key(key)
    services.check_today(recipient, current_user.id)
    flash(_("The address of the %(office)s is checked as of today.", office=recipient.office))
    if "list" in request.args:
        there: dict[str, Any] = {name: value for name, value in request.args.items() if name != "list"}
        return redirect(url_for("manage.directory.index", **there), 303)
    return redirect(url_for(".edit", key=key), 303)


@offices.post("/offices/<key>/remove")
def remove(key: str) -> ResponseReturnValue:
    """Take an entry out, unless a campaign writes to it."""
    recipient = queries.by_key(key)
    if refusal := _kept_by(recipient):
        raise Conflict(refusal)
    office = recipient.office
    services.remove(recipient, current_user.id)
    flash(_("The %(office)s is removed from the directory.", office=office))
    return redirect(url_for("manage.directory.index"), 303)


def _edit(recipient: Recipient | None) -> ResponseReturnValue:
    form = EditOffice(data=_standing(recipient) if recipient else None)
    if not form.is_submitted() or request.form.get("act") == "show":
        return _page(form, recipient)
    if not form.validate():
        return _page(form, recipient), UNREADABLE
    key = recipient.key if recipient else None
    try:
        saved = services.save(key, form.entry(key), current_user.id, form.state_seen if key else None)
    except WrongEntry as error:
        form.blame(error.problems)
        return _page(form, recipient), error.status
    except Conflict as error:
        theirs = queries.find_by_key(key) if key else None
        if theirs:
            form.seen.data = _state_of(theirs)
        return _page(form, theirs, error), error.status
    flash(_("The entry is saved."))
    return redirect(url_for(".edit", key=saved.key), 303)


def _page(form: EditOffice, recipient: Recipient | None, conflict: Conflict | None = None) -> str:
    seen = look(form.postal_lines, form.envelope.data)
    theirs = recipient.entry if recipient and conflict else None
    history = one_page(changes.steps(queries.history(recipient.key)), STEPS) if recipient else None
    return render_template(
        "manage/directory/edit.html",
        form=form,
        recipient=recipient,
        look=seen,
        conflict=conflict,
        theirs=changes.differences(_columns(form.entry(theirs.key)), _columns(theirs)) if theirs else [],
        history=history,
        today=clock.now().date(),
        kept_by=_kept_by(recipient) if recipient else None,
    )


def _standing(recipient: Recipient) -> dict[str, object]:
    return _columns(recipient.entry) | {"lines": "\n".join(recipient.lines), "seen": _state_of(recipient)}


def _state_of(recipient: Recipient) -> str:
    return recipient.updated_at.isoformat()


def _columns(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in COLUMNS}


def _kept_by(recipient: Recipient) -> str | None:
    titles = [campaign.title for campaign in campaigns.writing_to(recipient)]
    if not titles:
        return None
    return ngettext(
        "A campaign writes to this office: %(titles)s. Take the office out of it first.",
        "%(num)s campaigns write to this office: %(titles)s. Take the office out of them first.",
        len(titles),
        titles="; ".join(titles),
    )
