"""The list of statements, bringing one in, correcting what is said of it, deleting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services as campaigns_services
from campaign.campaigns.values import State
from campaign.core.languages import gettext as _
from campaign.statements import queries, services
from campaign.statements.errors import CannotRead, NoItems, NotEnglish
from campaign.statements.incoming import languages
from campaign.statements.services import StatementExists
from campaign.web.manage.paging import window
from campaign.web.manage.statements.forms import BringIn, EditParticulars

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.statements.models import Statement

statements = Blueprint("statements", __name__)

UNREADABLE = 422


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in the list, and what became of it."""

    statement: Statement
    campaigns: int
    public: int
    to_check: int


@statements.get("/statements/")
def index() -> ResponseReturnValue:
    """All statements, the newest first."""
    words = request.args.get("q", "").strip().lower()
    found = [s for s in queries.newest_first() if words in f"{s.title} {s.issuer} {s.place}".lower()]
    page = window(found)
    return render_template(
        "manage/statements/index.html", page=page, rows=[_row(statement) for statement in page.rows]
    )


@statements.route("/statements/bring_in", methods=["GET", "POST"])
def bring_in() -> ResponseReturnValue:
    """A form for a statement's text; sending it reads the text and leads to the checking page."""
    form, status, known, by_hand = BringIn(), 200, None, False
    if form.validate_on_submit():
        try:
            statement = _brought_in(form, by_hand="by_hand" in request.form)
        except StatementExists as error:
            status, known = error.status, error.statement
        except (NoItems, NotEnglish) as error:
            status, by_hand = error.status, True
        except CannotRead as error:
            form.given.errors = [error.sentence]
            status = error.status
        else:
            flash(_said(statement))
            return redirect(url_for("manage.checking.show", slug=statement.slug), 303)
    elif form.errors:
        status = UNREADABLE
    page = render_template("manage/statements/bring_in.html", form=form, known=known, by_hand=by_hand)
    return page, status


@statements.route("/statements/<slug>/particulars", methods=["GET", "POST"])
def particulars(slug: str) -> ResponseReturnValue:
    """What is said of a statement beside its text."""
    statement = queries.by_slug(slug)
    form = EditParticulars(obj=statement)
    if form.validate_on_submit():
        services.describe(statement, form.particulars(copies_unhcr=form.copies_unhcr.data))
        flash(_("Saved."))
        return redirect(url_for("manage.checking.show", slug=slug), 303)
    taken_up = campaigns.of_statement(statement)
    page = render_template(
        "manage/statements/particulars.html",
        form=form,
        statement=statement,
        drafts=len(taken_up),
        is_public=any(campaign.state != State.DRAFT for campaign in taken_up.values()),
    )
    return page, UNREADABLE if form.errors else 200


@statements.post("/statements/<slug>/delete")
def delete(slug: str) -> ResponseReturnValue:
    """Delete a statement and its draft campaigns."""
    statement = queries.by_slug(slug)
    title = statement.title
    campaigns_services.remove(statement)
    flash(_("“%(title)s” was deleted.", title=title))
    return redirect(url_for(".index"), 303)


def _brought_in(form: BringIn, *, by_hand: bool) -> Statement:
    incoming = form.read()
    try:
        return services.bring_in(incoming, form.particulars(copies_unhcr=None), by_hand=by_hand)
    except NoItems as error:
        refusal = languages.explained(error, incoming.text)
        form.keep(incoming.text, refusal.sentence)
        raise refusal from error


def _said(statement: Statement) -> str:
    if statement.items:
        return _("The statement was read. Now check what was found in it.")
    return _("The statement is in. Mark its items: select words of it, or copy them into “Add an item”.")


def _row(statement: Statement) -> Row:
    taken_up = campaigns.of_statement(statement)
    return Row(
        statement=statement,
        campaigns=len(taken_up),
        public=sum(campaign.is_public for campaign in taken_up.values()),
        to_check=sum(not item.is_accepted for item in statement.items),
    )
