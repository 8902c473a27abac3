"""Who is blocked, who is allowed, and how fast mails go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_security import current_user

from campaign.accounts import queries as accounts
from campaign.campaigns import queries as campaigns
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.signatures.screening import queries, services
from campaign.signatures.screening.ruleset import parse_hashed
from campaign.signatures.screening.values import Act, Kind, Rates
from campaign.web.admin.screening.forms import AddRules, SetRates
from campaign.web.showing import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from campaign.signatures.screening.entries import Entry
    from campaign.signatures.screening.models import ScreeningRule

screening = Blueprint("screening", __name__, url_prefix="/screening")

UNREADABLE = 422
NAME_LENGTH = 8
EVERYWHERE = ""


@screening.get("/")
def index() -> ResponseReturnValue:
    """A page of the rules, the newest first, of the act and the kind that the address names."""
    act, kind = request.args.get("act", ""), request.args.get("kind", "")
    page = queries.page(
        act if act in list(Act) else "",
        kind if kind in list(Kind) else "",
        request.args.get("before", ""),
        request.args.get("after", ""),
    )
    return render_template(
        "admin/screening/index.html",
        page=page,
        is_empty=not queries.count(),
        subject=subject,
        acts=list(Act),
        kinds=list(Kind),
        act_of=Act,
        kind_of=Kind,
        names=accounts.names(rule.account_id for rule in page.rows),
        titles={campaign.id: campaign.title for campaign in campaigns.in_order()},
        rates=queries.rates(),
    )


@screening.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Add rules, one on each line; where one cannot be read, none is added."""
    form = AddRules()
    of = {campaign.id: campaign.title for campaign in campaigns.in_order()}
    form.campaign.choices = [(EVERYWHERE, _("Under all campaigns")), *of.items()]
    if not form.validate_on_submit():
        return render_template("admin/screening/add.html", form=form), UNREADABLE if form.errors else 200
    try:
        act = Act(form.act.data)
        subjects = services.read_lines(form.subjects.data or "", act)
    except services.BadRules as error:
        form.subjects.errors = [error.sentence, *error.problems]
        return render_template("admin/screening/add.html", form=form), error.status
    new = services.add(
        act,
        subjects,
        campaign_id=form.campaign.data or None,
        note=form.note.data or "",
        account_id=current_user.id,
    )
    flash(_told(subjects, new))
    return redirect(url_for(".index"), 303)


@screening.post("/<rule_id>/remove")
def remove(rule_id: str) -> ResponseReturnValue:
    """Take a rule back."""
    services.remove(queries.by_id(rule_id))
    flash(_("The rule is taken back."))
    return redirect(url_for(".index"), 303)


@screening.route("/rates", methods=["GET", "POST"])
def rates() -> ResponseReturnValue:
    """How many mails one network may cause under one campaign."""
    form = SetRates(obj=queries.rates())
    if form.validate_on_submit():
        services.set_rates(form.rates)
        flash(_("Saved. It holds for whoever signs from now on."))
        return redirect(url_for(".index"), 303)
    page = render_template("admin/screening/rates.html", form=form, usual=Rates())
    return page, UNREADABLE if form.errors else 200


def subject(rule: ScreeningRule) -> str:
    """What a rule is about, as far as it can be said."""
    if rule.kind == Kind.ADDRESS:
        return _("an address, mark %(name)s", name=rule.value[:NAME_LENGTH])
    if rule.kind == Kind.HASHED:
        on, made = parse_hashed(rule.value)
        return _("%(name)s, on %(day)s", name=made.hex()[:NAME_LENGTH], day=day(on))
    return rule.value


def _told(subjects: Sequence[Entry], new: int) -> str:
    if not new:
        return _("These rules were there already.")
    told = ngettext("%(num)s rule is added.", "%(num)s rules are added.", new)
    # The only time that anything of an address can be seen.
    return f"{told} {subjects[0].shown}" if len(subjects) == 1 else told
