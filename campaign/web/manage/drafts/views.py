"""The texts of a campaign's letters: which there are, and an editor that shows the page as it will be."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.letters import composing, queries, services
from campaign.letters.compose import check
from campaign.letters.errors import CannotCompose
from campaign.letters.placeholders import CONDITIONS, PLACEHOLDERS
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers import formats
from campaign.web.manage.drafts.forms import EditDraft
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign, CampaignRecipient

drafts = Blueprint("drafts", __name__, url_prefix="/campaigns/<slug>/drafts")

UNREADABLE = 422
# Stands where there is no page to show.
NO_PAGE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='210' height='297'/%3E"


@drafts.get("")
def index(slug: str) -> ResponseReturnValue:
    """The campaign's offices, each with the text of both kinds of letter."""
    campaign = campaigns.by_slug(slug)
    return render_template(
        "manage/drafts/index.html",
        campaign=campaign,
        edited=queries.edited(campaign),
        audiences=list(Audience),
    )


@drafts.route("/<audience>/<key>", methods=["GET", "POST"])
def edit(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """The editor; "show" sets the page of what was typed without saving it, for those without scripts."""
    place = _Place.of(slug, audience, key)
    form = EditDraft()
    if not form.is_submitted():
        draft = queries.draft(place.row, place.audience)
        text = queries.draft_text(place.row, place.audience)
        form = EditDraft(
            data={"version": draft.version if draft else "", "subject": text.subject, "body": text.body}
        )
        return _page(place, form)
    if not form.validate():
        return _page(place, form), UNREADABLE
    if request.form.get("act") == "show":
        return _page(place, form)
    try:
        services.save_draft(place.row, place.audience, form.text, form.known_version)
    except CannotCompose as error:
        _blame(form, error)
        return _page(place, form), error.status
    except Conflict as error:
        theirs = queries.draft(place.row, place.audience)
        form.version.data = str(theirs.version) if theirs else ""
        return _page(place, form, error, queries.draft_text(place.row, place.audience)), error.status
    flash(_("The draft is saved."))
    return redirect(url_for(".edit", slug=slug, audience=audience, key=key), 303)


@drafts.post("/<audience>/<key>/page.png")
@reads
def preview(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """The page of what is being typed, or a sentence that says why there is none."""
    place, form = _Place.of(slug, audience, key), EditDraft()
    if not form.validate():
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return Response(" ".join(map(str, sentences)), UNREADABLE, mimetype="text/plain")
    try:
        return Response(place.picture(form.text), mimetype="image/png")
    except Refused as error:
        return Response(error.sentence, error.status, mimetype="text/plain")


@drafts.post("/<audience>/<key>/reset")
def reset(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """Go back to the text that a draft begins with."""
    place = _Place.of(slug, audience, key)
    services.reset_draft(place.row, place.audience)
    flash(_("The changed text is deleted. The first text stands again."))
    return redirect(url_for(".edit", slug=slug, audience=audience, key=key), 303)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which draft it is."""

    campaign: Campaign
    row: CampaignRecipient
    audience: Audience

    @classmethod
    def of(cls, slug: str, audience: str, key: str) -> _Place:
        """The draft that an address names; raises `NotFound`."""
        campaign = campaigns.by_slug(slug)
        for row in campaign.recipients:
            if row.recipient.key == key and audience in list(Audience):
                return cls(campaign, row, Audience(audience))
        raise NotFound(_("This office is not among those that the campaign writes to."))

    def picture(self, text: DraftText) -> bytes:
        """The letter's page with this text; raises `CannotCompose` and `CannotWrite`."""
        return formats.preview(composing.sample(self.row, self.audience, text), config.current().fonts)


def _blame(form: EditDraft, error: CannotCompose) -> None:
    try:
        check(DraftText(form.text.subject, ""))
    except CannotCompose:
        form.subject.errors = [error.sentence]
    else:
        form.body.errors = [error.sentence]


def _page(
    place: _Place, form: EditDraft, conflict: Conflict | None = None, theirs: DraftText | None = None
) -> str:
    picture, problem = NO_PAGE, ""
    if not form.errors:
        try:
            picture = f"data:image/png;base64,{b64encode(place.picture(form.text)).decode()}"
        except Refused as error:
            problem = error.sentence
    return render_template(
        "manage/drafts/edit.html",
        campaign=place.campaign,
        row=place.row,
        audience=place.audience,
        form=form,
        picture=picture,
        problem=problem,
        conflict=conflict,
        theirs=theirs,
        is_edited=(place.row.recipient_id, place.audience) in queries.edited(place.campaign),
        known=[(name, known.description) for name, known in PLACEHOLDERS.items()],
        conditions=[(f"{name}?? …", meaning) for name, meaning in CONDITIONS.items()],
    )
