"""Signing, and what follows it: the same page for everybody who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, render_template, request

from campaign.campaigns import queries
from campaign.core import languages
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.signatures import services
from campaign.web.errors import RETRY_AFTER_S
from campaign.web.public.signing.asked import Asked, kept_asked
from campaign.web.public.signing.forms import SigningForm, country_options
from campaign.web.public.signing.plain import NOT_STORED
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


signing = Blueprint("signing", __name__)


@signing.post("/c/<slug>/sign")
@reads
def sign(slug: str) -> ResponseReturnValue:
    """Take a signature; whether the address is new or known, the answer is the same."""
    form = SigningForm(slug, sent=True)
    if found := request.environ.get(NOT_STORED):
        # The database would be waited for once more.
        return _not_stored(form, *found)
    asked = Asked(slug)
    try:
        asked = kept_asked(slug)
        if not form.validate():
            return _again(form, asked, form.status)
        services.sign(asked, form.signing, languages.current(), form.visit)
    except (*AWAY, Unavailable) as error:
        db.session.rollback()
        return _not_stored(form, asked, error if isinstance(error, Unavailable) else Unavailable())
    return redirect(asked.thanks, 303)


@signing.get("/c/<slug>/check-mail")
def check_mail(slug: str) -> ResponseReturnValue:
    """Say that a mail comes."""
    return render_template("public/signing/check_mail.html", campaign=queries.public_by_slug(slug))


def _again(form: SigningForm, asked: Asked, status: int) -> tuple[str, int]:
    options = country_options(languages.current())
    return render_template("public/signing/form.html", form=form, asked=asked, options=options), status


def _not_stored(form: SigningForm, asked: Asked, error: Unavailable) -> ResponseReturnValue:
    # So that the frame of the page does not wait for the database once more.
    g.organization = None
    form.form_errors.append(error.sentence)
    page, _status = _again(form, asked, Unavailable.status)
    return page, Unavailable.status, {"Retry-After": str(RETRY_AFTER_S)}
