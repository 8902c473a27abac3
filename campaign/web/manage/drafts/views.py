"""The texts of a campaign's letters: which there are, and an editor that shows the page as it will be."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from campaign.campaigns import queries as campaigns
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.letters import languages, queries, services
from campaign.letters.base_texts import has_base_texts
from campaign.letters.checking import check
from campaign.letters.errors import CannotCompose
from campaign.letters.layouts import LAYOUTS
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers.errors import LetterTooLong
from campaign.web.manage.drafts import filling
from campaign.web.manage.drafts.forms import EditDraft, Translate
from campaign.web.manage.drafts.place import Place
from campaign.web.manage.drafts.reviewing import remarks
from campaign.web.manage.drafts.table import table
from campaign.web.transactions import reads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign

drafts = Blueprint("drafts", __name__, url_prefix="/campaigns/<slug>/drafts")

UNREADABLE = 422
# Stands where there is no page to show.
NO_PAGE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='210' height='297'/%3E"


@drafts.get("")
def index(slug: str) -> ResponseReturnValue:
    """The campaign's drafts in one language: for each kind of office, and for those that have their own."""
    return _index(campaigns.by_slug(slug), _language())


@drafts.post("/translation")
def translate(slug: str) -> ResponseReturnValue:
    """Store the courtesy translation of the item into the language of the page."""
    campaign, language, form = campaigns.by_slug(slug), _language(), Translate()
    if not form.validate():
        return _index(campaign, language, form), UNREADABLE
    services.save_translation(campaign, language, form.words.data or "")
    flash(_("The translation is saved.") if form.words.data else _("There is no translation any more."))
    return redirect(url_for(".index", slug=slug, language=language), 303)


@drafts.route("/<audience>/<key>", methods=["GET", "POST"])
def edit(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """The editor; "show" sets the page of what was typed without saving it, for those without scripts."""
    place, form = _place(slug, audience, key), EditDraft()
    if not form.is_submitted():
        draft = place.draft()
        text = draft.text if draft else place.first_text()
        version = draft.version if draft else ""
        typed = {name: getattr(text, name) for name in ("subject", "salutation", "body", "close")}
        return _page(place, EditDraft(data={"version": version, **typed}))
    if not form.validate():
        return _page(place, form), UNREADABLE
    if request.form.get("act") == "show":
        return _page(place, form)
    try:
        services.save_draft(
            place.row, place.audience, form.text, form.known_version, place.scope, place.language
        )
    except CannotCompose as error:
        _blame(form, error)
        return _page(place, form), error.status
    except Conflict as error:
        theirs = place.draft()
        form.version.data = str(theirs.version) if theirs else ""
        return _page(place, form, error, theirs.text if theirs else place.first_text()), error.status
    flash(_("The draft is saved."))
    return redirect(place.address(".edit"), 303)


@drafts.post("/<audience>/<key>/page.png")
@reads
def preview(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """The page of what is being typed, or a sentence that says why there is none."""
    place, form = _place(slug, audience, key), EditDraft()
    if not form.validate():
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return Response(" ".join(map(str, sentences)), UNREADABLE, mimetype="text/plain")
    try:
        return Response(place.picture(form.text), mimetype="image/png")
    except Refused as error:
        return Response(error.sentence, error.status, mimetype="text/plain")


@drafts.post("/<audience>/<key>/remarks")
@reads
def look_over(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """What the reviewer says of what is being typed, to be shown in the editor."""
    place = _place(slug, audience, key)
    return render_template("manage/drafts/remarks.html", remarks=remarks(place, EditDraft().text))


@drafts.post("/<audience>/<key>/reset")
def reset(slug: str, audience: str, key: str) -> ResponseReturnValue:
    """Go back to the text that a draft begins with."""
    place = _place(slug, audience, key)
    services.reset_draft(place.row, place.audience, place.scope, place.language)
    flash(_("The changed text is deleted. The first text stands again."))
    return redirect(place.address(".edit"), 303)


def _place(slug: str, audience: str, key: str) -> Place:
    return Place.of(slug, audience, key, {**request.args.to_dict(), **request.form.to_dict()})


def _language() -> str:
    language = request.args.get("language", "en")
    if language not in languages.LANGUAGES:
        raise NotFound(_("Letters are not written in this language."))
    return language


def _blame(form: EditDraft, error: CannotCompose) -> None:
    try:
        check(DraftText(form.text.subject, ""))
    except CannotCompose:
        form.subject.errors = [error.sentence]
    else:
        form.body.errors = [error.sentence]


def _index(campaign: Campaign, language: str, form: Translate | None = None) -> str:
    kept = queries.translations(campaign)
    statement = campaign.item.statement.language
    return render_template(
        "manage/drafts/index.html",
        campaign=campaign,
        letter_language=language,
        languages=_languages(url_for(".index", slug=campaign.slug), language),
        has_base_texts=has_base_texts(language),
        lines=table(campaign, language),
        audiences=list(Audience),
        # A translation of the item into its own language would be the item.
        form=None if language == statement else form or Translate(data={"words": kept.get(language, "")}),
        called=languages.name(language),
    )


def _page(
    place: Place, form: EditDraft, conflict: Conflict | None = None, theirs: DraftText | None = None
) -> str:
    form.to.choices = [(row.recipient.key, row.recipient.office) for row in place.rows]
    form.sheet.choices = [(one.name, f"{one.paper.label}, {one.envelope.label}") for one in LAYOUTS.values()]
    form.to.data, form.sheet.data = place.row.recipient.key, place.layout.name
    picture, problem, refusal = NO_PAGE, "", ""
    if not form.errors:
        try:
            picture = f"data:image/png;base64,{b64encode(place.picture(form.text)).decode()}"
        except LetterTooLong as error:
            problem = refusal = error.sentence
        except Refused as error:
            problem = error.sentence
    facts = place.facts()
    here = url_for(".edit", slug=place.campaign.slug, audience=place.audience.value, key=place.key)
    return render_template(
        "manage/drafts/edit.html",
        place=place,
        form=form,
        picture=picture,
        problem="" if refusal else problem,
        remarks=remarks(place, form.text, refusal),
        conflict=conflict,
        theirs=theirs,
        draft=place.draft(),
        forms=queries.with_forms(DraftText("", ""), place.row, place.audience, place.language),
        languages=_languages(here, place.language),
        placeholders_now=filling.placeholders(place, facts),
        conditions_now=filling.conditions(place, facts),
    )


def _languages(address: str, chosen: str) -> list[tuple[str, str, bool]]:
    return [
        (f"{address}?language={code}", languages.name(code), code == chosen) for code in languages.LANGUAGES
    ]
