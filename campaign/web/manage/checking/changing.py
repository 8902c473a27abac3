"""Changing what was read: each way to change an item is an address that takes a form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for

from campaign.core.errors import Refused
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements import queries
from campaign.statements.checking import edits, services
from campaign.statements.checking.finding import words_in
from campaign.statements.checking.sheet import NoSuchItem
from campaign.statements.values import Span
from campaign.web.manage import offices
from campaign.web.manage.checking.cards import Sent
from campaign.web.manage.checking.hands import hand, number
from campaign.web.manage.checking.history import sentence_of
from campaign.web.manage.checking.offers import asked_by
from campaign.web.manage.checking.page import page_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from campaign.statements.checking.services import Hand
    from campaign.statements.checking.sheet import Sheet
    from campaign.statements.models import Change, Item, Statement

changing = Blueprint("changing", __name__, url_prefix="/statements/<slug>")

SHOW = "manage.checking.show"


@changing.post("/items/<item_id>/words")
def respan(slug: str, item_id: str) -> ResponseReturnValue:
    """Let an item be other words of the statement."""

    def edit(sheet: Sheet) -> Sheet:
        span = _words(sheet, "words", sheet.item(item_id).start)
        return edits.respan(sheet, item_id, span.start, span.end)

    return _changed(slug, item_id, "respan", edit)


@changing.post("/items/<item_id>/split")
def split(slug: str, item_id: str) -> ResponseReturnValue:
    """Make two items of one."""

    def edit(sheet: Sheet) -> Sheet:
        item = sheet.item(item_id)
        at = _words(sheet, "before", number("near"), item.span).start
        return edits.split(sheet, item_id, at)

    return _changed(slug, item_id, "split", edit)


@changing.post("/items/<item_id>/join")
def join(slug: str, item_id: str) -> ResponseReturnValue:
    """Make one item of this and the next."""
    return _changed(slug, item_id, "join", partial(edits.join, item_id=item_id))


@changing.post("/items/<item_id>/drop")
def drop(slug: str, item_id: str) -> ResponseReturnValue:
    """Say that it is no item."""
    return _changed(slug, item_id, "drop", partial(edits.drop, item_id=item_id))


@changing.post("/items/<item_id>/verbs")
def reword(slug: str, item_id: str) -> ResponseReturnValue:
    """Say which verbs an item has, and whether it becomes a campaign."""
    verbs, is_campaign = request.form.get("verbs", "").split(","), "campaign" in request.form
    edit = partial(edits.reword, item_id=item_id, verbs=verbs, is_campaign=is_campaign)
    return _changed(slug, item_id, "reword", edit)


@changing.post("/items/<item_id>/phrase")
def name(slug: str, item_id: str) -> ResponseReturnValue:
    """Say which words name who is asked."""

    def edit(sheet: Sheet) -> Sheet:
        span = _words(sheet, "phrase", sheet.item(item_id).start)
        return edits.name(sheet, item_id, span.start, span.end)

    return _changed(slug, item_id, "name", edit)


@changing.post("/items/<item_id>/asked")
def ask(slug: str, item_id: str) -> ResponseReturnValue:
    """Say which offices are asked, without accepting the item yet."""

    def edit(sheet: Sheet) -> Sheet:
        chosen = offices.chosen(request.form.getlist("recipient"), request.form.get("office", ""))
        return edits.ask(sheet, item_id, asked_by(queries.item_by_id(item_id), chosen))

    return _changed(slug, item_id, "ask", edit)


@changing.post("/items")
def add(slug: str) -> ResponseReturnValue:
    """Mark words that the reader took for no item."""
    statement, item_id = queries.by_slug(slug), new_id()
    is_campaign = "campaign" in request.form

    def edit(sheet: Sheet) -> Sheet:
        span = _words(sheet, "words", number("near"))
        return edits.add(sheet, span.start, span.end, item_id, is_campaign=is_campaign)

    try:
        services.change(statement, "add", _first_words(), edit, hand(statement))
    except Refused as error:
        return page_of(queries.by_slug(slug), sent=Sent("add", error.sentence, request.form)), error.status
    flash(_("The item is added. Look at what was found in it."))
    return redirect(url_for(SHOW, slug=slug, item=item_id, _anchor=f"check-{item_id}"), 303)


@changing.post("/undo")
def undo(slug: str) -> ResponseReturnValue:
    """Take back what was done last."""
    return _stepped(slug, services.undo)


@changing.post("/redo")
def redo(slug: str) -> ResponseReturnValue:
    """Do again what was taken back."""
    return _stepped(slug, services.redo)


def _stepped(slug: str, step: Callable[[Statement, str, Hand], Change]) -> ResponseReturnValue:
    statement = queries.by_slug(slug)
    try:
        made = step(statement, request.form.get("change", ""), hand(statement))
    except Refused as error:
        sent = Sent("step", error.sentence, request.form)
        return page_of(queries.by_slug(slug), sent=sent), error.status
    flash(_("Done: %(what)s.", what=sentence_of(made)))
    first = next((item["id"] for item in made.after), None)
    return redirect(url_for(SHOW, slug=slug, _anchor=f"check-{first}" if first else None), 303)


def _changed(slug: str, item_id: str, act: str, edit: Callable[[Sheet], Sheet]) -> ResponseReturnValue:
    statement = queries.by_slug(slug)
    try:
        place = _item(statement, item_id).place
        made = services.change(statement, act, place, edit, hand(statement))
    except Refused as error:
        sent = Sent(act, error.sentence, request.form)
        return page_of(queries.by_slug(slug), item_id, sent), error.status
    if made is None:
        flash(_("Nothing is different: the item stays as it was."))
    else:
        flash(_SAID[act]())
    stays = next((i for i in queries.by_slug(slug).items if i.id == item_id), None)
    return redirect(_at(slug, stays), 303)


def _at(slug: str, item: Item | None) -> str:
    if item is None:
        return url_for(SHOW, slug=slug)
    return url_for(SHOW, slug=slug, item=item.id, _anchor=f"check-{item.id}")


def _item(statement: Statement, item_id: str) -> Item:
    for item in statement.items:
        if item.id == item_id:
            return item
    raise NoSuchItem(_("This item does not exist any more. Look at the statement again."))


def _words(sheet: Sheet, field: str, near: int | None, within: Span | None = None) -> Span:
    """The words that were selected, if a script says where they stand, else those that were typed."""
    start, end = number("start"), number("end")
    if start is not None and end is not None:
        return Span(start, end)
    return words_in(sheet.text, request.form.get(field, ""), near, within)


def _first_words() -> str:
    """What stands for a new item in the history, for its number may change."""
    words = " ".join(request.form.get("words", "").split())
    return f"“{words[:40]}…”" if words else ""


_SAID = {
    "ask": lambda: _("Who is asked is changed. Accept the item when all of it is right."),
    "drop": lambda: _(
        "It is an item no more. Undo brings it back. If it has a draft campaign, that stays unpublished."
    ),
    "join": lambda: _("The two are one item now."),
    "name": lambda: _("Marked as who is asked."),
    "respan": lambda: _("The item has other words now. Look at who is asked."),
    "reword": lambda: _("The verbs are changed."),
    "split": lambda: _("The item is two now. Look at both."),
}
