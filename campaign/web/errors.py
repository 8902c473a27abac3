"""Every error becomes one page, here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from campaign.core.db import AWAY, db
from campaign.core.errors import Refused, Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

RETRY_AFTER_S = 30
log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Turn what is raised anywhere below into a page with the right status."""
    app.register_error_handler(Refused, _refused)
    for kind in AWAY:
        app.register_error_handler(kind, _database_away)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def page(status: int, sentence: str) -> ResponseReturnValue:
    """The error page, or the same as JSON for a machine; it needs no database.

    Where something could not be stored for the moment, the page keeps what was sent, to be sent again.
    """
    is_later = status == Unavailable.status
    headers = {"Retry-After": str(RETRY_AFTER_S)} if is_later else {}
    if request.path.endswith(".json") or request.accept_mimetypes.best == "application/json":
        return jsonify({"error": sentence}), status, headers
    sent = _sent() if is_later else None
    return render_template("errors/error.html", status=status, sentence=sentence, sent=sent), status, headers


def _sent() -> list[tuple[str, str]] | None:
    # None where it cannot be sent again from a page: a page keeps no file, and should keep no password.
    try:
        if request.method != "POST" or request.files or any("password" in name for name in request.form):
            return None
        return list(request.form.items(multi=True))
    except HTTPException:
        return None


def _refused(error: Refused) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, Unavailable):
        _ask_nothing()
    return page(error.status, error.sentence)


def _database_away(error: Exception) -> ResponseReturnValue:
    log.error("the database does not answer: %s", type(error).__name__)
    db.session.rollback()
    _ask_nothing()
    if request.method in {"GET", "HEAD"}:
        return page(
            Unavailable.status, _("This page cannot be shown at the moment. Please try again in a minute.")
        )
    return page(Unavailable.status, Unavailable().sentence)


def _ask_nothing() -> None:
    # So that the frame of the page does not wait for the database once more.
    g.setdefault("organization", None)


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    return page(
        400, _("This form was open too long, or came from elsewhere. Go back, reload and send it again.")
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    sentences = {
        400: _("This request cannot be read. Please go back and try again."),
        403: _("Your account may not do this."),
        404: _("There is no page at this address."),
        405: _("This address does not take this kind of request."),
        408: _("This arrived too slowly, and was not taken. Please send it again."),
        411: _("This request does not say how long it is, and was not taken. Please send it another way."),
        413: _("This is too large. A file may have at most 5 MB; what is typed into a form, far less."),
    }
    status = error.code or 500
    return page(status, sentences.get(status, _("This did not work. Please go back and try again.")))


def _unforeseen(error: Exception) -> ResponseReturnValue:
    # The type and place are enough to mend it; the message could hold what somebody typed.
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_qualname}:{where.tb_lineno}" if where else "?"
    log.error("unforeseen %s at %s on %s", type(error).__name__, place, request.endpoint)
    db.session.rollback()
    return page(500, _("Something went wrong on our side. Nothing was stored. Please try again later."))
