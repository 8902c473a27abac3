"""Lists of signatures with e-mail addresses: each is noted before it is made, and told on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from flask_security import current_user

from campaign.accounts import queries as accounts
from campaign.audit import queries as trail
from campaign.audit import services as audit
from campaign.campaigns import queries as campaigns
from campaign.core import workbooks
from campaign.core.cells import MEDIA_TYPE
from campaign.signatures import sheets
from campaign.web.admin.signatures.forms import XLSX, Export
from campaign.web.attachments import attachment

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

signatures = Blueprint("signatures", __name__, url_prefix="/signatures")

UNREADABLE = 422
NOTED = "signatures.addresses"
SHOWN = 50


@signatures.get("/")
def index() -> ResponseReturnValue:
    """The form, and who has asked for such lists."""
    return _page(_form())


@signatures.post("/")
def export() -> ResponseReturnValue:
    """All signatures of a campaign with their addresses, as a file."""
    form = _form()
    if not form.validate():
        return _page(form), UNREADABLE
    campaign = campaigns.by_slug(form.campaign.data)
    slug, name = campaign.slug, f"{campaign.slug}--signatures-with-addresses.{form.format.data}"
    audit.note(NOTED, slug, current_user.id)
    if form.format.data == XLSX:
        return attachment(sheets.as_xlsx(campaign.id, addresses=True), name, workbooks.MEDIA_TYPE)
    return attachment(sheets.as_csv(campaign.id, addresses=True), name, MEDIA_TYPE)


def _form() -> Export:
    form = Export()
    form.campaign.choices = [(campaign.slug, campaign.title) for campaign in campaigns.public()]
    return form


def _page(form: Export) -> str:
    entries = trail.latest(NOTED, SHOWN)
    return render_template(
        "admin/signatures/index.html",
        form=form,
        entries=entries,
        names=accounts.names(entry.account_id for entry in entries),
    )
