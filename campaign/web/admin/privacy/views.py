"""Which data keys seal how much, and sealing everything again with the newest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_security import current_user

from campaign.campaigns import keeping
from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.signatures.sealing import keys, running
from campaign.web.showing import number

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.signatures.sealing.models import Resealing

privacy = Blueprint("privacy", __name__, url_prefix="/privacy")


@privacy.get("/")
def index() -> ResponseReturnValue:
    """The keys by their names, the run that goes on, and when signatures are erased."""
    going_on, counted = keys.last_run(finished=False), keys.last_run(finished=True)
    organization = campaigns.organization()
    due = keeping.moments(organization)
    return render_template(
        "admin/privacy/index.html",
        run=going_on,
        sentence=_sentence(going_on) if going_on else "",
        failed=keys.last_failure(),
        counted=counted,
        keys=keys.in_use(counted.found if counted else {}),
        in_folder=bool(config.current().kept_data_keys),
        campaigns=[(one, due.get(one.id)) for one in campaigns.public()],
        days=organization.kept_days,
    )


@privacy.get("/<run_id>.json")
def progress(run_id: str) -> ResponseReturnValue:
    """How far a run is, for the page that watches it."""
    run = running.by_id(run_id)
    return jsonify(done=run.done, total=run.total, sentence=_sentence(run), over=run.is_over)


@privacy.post("/seal")
def seal() -> ResponseReturnValue:
    """Have everything sealed with the newest key; keys of the data folder get a new one first."""
    if config.current().kept_data_keys and keys.last_run(finished=False) is None:
        keys.make_new()
    running.ask(current_user.id)
    flash(_("It is asked for. You can leave this page."))
    return redirect(url_for(".index"), 303)


@privacy.post("/count")
def count() -> ResponseReturnValue:
    """Have counted how much each key seals."""
    running.ask(current_user.id, only_counts=True)
    flash(_("It is being counted."))
    return redirect(url_for(".index"), 303)


@privacy.post("/drop")
def drop() -> ResponseReturnValue:
    """Take the keys that seal nothing now out of the data folder."""
    dropped = keys.drop_unused()
    flash(
        ngettext("%(num)s key is dropped.", "%(num)s keys are dropped.", len(dropped))
        if dropped
        else _("Every key is needed, or they come from the environment: nothing was dropped.")
    )
    return redirect(url_for(".index"), 303)


def _sentence(run: Resealing) -> str:
    if run.problem:
        return run.problem
    if not run.total:
        return _("It begins as soon as a worker is free.")
    return _("%(done)s of %(total)s rows and files.", done=number(run.done), total=number(run.total))
