"""The page where a statement is checked, item by item, and its campaigns are made and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for

from campaign.campaigns import services as campaigns_services
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.statements import queries
from campaign.statements.checking import edits, services
from campaign.web.manage import offices
from campaign.web.manage.checking.cards import Card, Sent, checking
from campaign.web.manage.checking.hands import hand
from campaign.web.manage.checking.offers import asked_by
from campaign.web.manage.checking.page import page_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.statements.models import Statement

checking_pages = Blueprint("checking", __name__, url_prefix="/statements/<slug>")


@checking_pages.get("")
def show(slug: str) -> ResponseReturnValue:
    """The whole statement, and beside it the items to check, one of them open to every change."""
    return page_of(queries.by_slug(slug), request.args.get("item"))


@checking_pages.post("/items/<item_id>/accept")
def accept(slug: str, item_id: str) -> ResponseReturnValue:
    """Say that an item was read right; one that becomes a campaign is taken up with the chosen offices."""
    statement = queries.by_slug(slug)
    card = _card(statement, item_id)
    if card.is_public:
        raise Conflict(_("This campaign is public. Change its offices on its own page."))
    try:
        if card.item.campaign:
            _take_up(statement, card)
        else:
            services.accept(statement, [card.item], hand(statement))
    except Refused as error:
        sent = Sent("accept", error.sentence, request.form)
        return page_of(queries.by_slug(slug), item_id, sent), error.status
    flash(_("Item %(number)s is accepted.", number=card.item.place))
    return redirect(url_for(".show", slug=slug, _anchor=_next_anchor(statement)), 303)


@checking_pages.post("/accept-others")
def accept_others(slug: str) -> ResponseReturnValue:
    """Accept all items that were shown and about which nothing is open, in one step."""
    statement = queries.by_slug(slug)
    page = checking(statement)
    cards = page.shown(request.form.get("shown", ""), page.plain)
    services.accept(statement, [card.item for card in cards], hand(statement))
    for card in cards:
        if card.item.campaign:
            campaigns_services.open(card.item, [o.recipient for o in card.offers if o.is_chosen])
    flash(ngettext("%(num)d item is accepted.", "%(num)d items are accepted.", len(cards)))
    return redirect(url_for(".show", slug=slug), 303)


@checking_pages.post("/publish")
def publish(slug: str) -> ResponseReturnValue:
    """Publish the campaigns that were shown as ready; one that cannot be does not hold up the others."""
    page = checking(queries.by_slug(slug))
    cards = page.shown(request.form.get("shown", ""), page.ready)
    published = 0
    for campaign in [card.campaign for card in cards if card.campaign]:
        try:
            campaigns_services.publish(campaign)
            published += 1
        except Refused as error:
            flash(f"{campaign.item.place}: {error.sentence}", "error")
    if published:
        sentence = ngettext("%(num)d campaign is public.", "%(num)d campaigns are public.", published)
        flash(sentence)
    return redirect(url_for(".show", slug=slug), 303)


def _take_up(statement: Statement, card: Card) -> None:
    item = card.item
    chosen = offices.chosen(request.form.getlist("recipient"), request.form.get("office", ""))
    offices.ask_somebody(item, chosen)
    asked = asked_by(item, chosen)
    made = services.change(
        statement, "ask", item.place, lambda sheet: edits.ask(sheet, item.id, asked), hand(statement)
    )
    campaigns_services.open(item, chosen, hand(statement, further=int(made is not None)))


def _card(statement: Statement, item_id: str) -> Card:
    for card in checking(statement).cards:
        if card.item.id == item_id:
            return card
    raise NotFound(_("This item does not exist any more."))


def _next_anchor(statement: Statement) -> str | None:
    waiting = checking(statement).waiting
    return f"check-{waiting[0].item.id}" if waiting else None
