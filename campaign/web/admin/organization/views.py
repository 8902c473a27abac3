"""Whose letters these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from campaign.campaigns import queries, services
from campaign.campaigns.values import ErasedTooSoon
from campaign.core.languages import gettext as _
from campaign.web.admin.organization.forms import EditOrganization

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

organization = Blueprint("organization", __name__, url_prefix="/organization")

UNREADABLE = 422


@organization.route("/", methods=["GET", "POST"])
def edit() -> ResponseReturnValue:
    """The organization, with what is missing before anything can be published."""
    known = queries.organization()
    form = EditOrganization(obj=known)
    if form.validate_on_submit():
        try:
            missing = services.describe_organization(form.values).missing
        except ErasedTooSoon as error:
            form.kept_days.errors = [error.sentence]
            known = queries.organization()
        else:
            flash(
                _("Saved. Something is still missing, see below.")
                if missing
                else _("Saved. Campaigns can be published.")
            )
            return redirect(url_for(".edit"), 303)
    page = render_template(
        "admin/organization/edit.html",
        form=form,
        missing=[form[name].label.text for name in known.missing],
    )
    return page, UNREADABLE if form.errors else 200
