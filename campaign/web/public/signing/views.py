"""Signing, and what follows it: the same page for everybody who signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, g, redirect, render_template, url_for

from campaign.campaigns import queries
from campaign.core import languages
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.signatures import services
from campaign.web.errors import RETRY_AFTER_S
from campaign.web.public.signing.forms import SigningForm, country_options

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign

signing = Blueprint("signing", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says of its campaign: plain values, for it comes back also when the database is away."""

    slug: str
    title: str = ""
    offices: tuple[str, ...] = ()
    asks_for_proof: bool = False

    @classmethod
    def of(cls, campaign: Campaign) -> Asked:
        """What is said of `campaign`."""
        offices = tuple(row.recipient.office for row in campaign.recipients)
        return cls(campaign.slug, campaign.title, offices, campaign.asks_for_proof)


@signing.post("/c/<slug>/sign")
def sign(slug: str) -> ResponseReturnValue:
    """Take a signature; whether the address is new or known, the answer is the same."""
    form = SigningForm(slug, sent=True)
    asked = Asked(slug)
    try:
        campaign = queries.public_by_slug(slug)
        asked = Asked.of(campaign)
        if not form.validate():
            return _again(form, asked, form.status)
        services.sign(campaign, form.signing, languages.current(), form.visit)
    except (*AWAY, Unavailable):
        db.session.rollback()
        return _not_stored(form, asked)
    return redirect(url_for("public.signing.check_mail", slug=slug), 303)


@signing.get("/c/<slug>/check-mail")
def check_mail(slug: str) -> ResponseReturnValue:
    """Say that a mail comes."""
    return render_template("public/signing/check_mail.html", campaign=queries.public_by_slug(slug))


def _again(form: SigningForm, asked: Asked, status: int) -> tuple[str, int]:
    options = country_options(languages.current())
    return render_template("public/signing/form.html", form=form, asked=asked, options=options), status


def _not_stored(form: SigningForm, asked: Asked) -> ResponseReturnValue:
    # So that the frame of the page does not wait for the database once more.
    g.organization = None
    form.form_errors.append(Unavailable().sentence)
    page, _status = _again(form, asked, Unavailable.status)
    return page, Unavailable.status, {"Retry-After": str(RETRY_AFTER_S)}
