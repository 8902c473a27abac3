"""The page where a statement is checked, item by item, and its campaigns are made and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for

from campaign.campaigns import services
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.core.tokens import TokenRefused
from campaign.statements import queries
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
    try:
        card = _card(statement, item_id)
        if card.is_public:
            raise Conflict(_("This campaign is public. Change its offices on its own page."))
        if card.item.campaign:
            chosen = offices.chosen(request.form.getlist("recipient"), request.form.get("office", ""))
            offices.ask_somebody(card.item, chosen)
            services.open(card.item, chosen, hand(statement), asked_by(card.item, chosen))
        else:
            services.accept(statement, [card.item], {}, hand(statement))
    except Refused as error:
        sent = Sent("accept", error.sentence, request.form)
        return page_of(queries.by_slug(slug), item_id, sent), error.status
    flash(_("Item %(number)s is accepted.", number=card.item.place))
    return redirect(_next(slug), 303)


@checking_pages.post("/accept-others")
def accept_others(slug: str) -> ResponseReturnValue:
    """Accept all items that were shown and about which nothing is open, in one step."""
    statement = queries.by_slug(slug)
    page = checking(statement)
    try:
        cards = page.shown(request.form.get("shown", ""), page.plain)
        recipients = {card.item.id: [o.recipient for o in card.offers if o.is_chosen] for card in cards}
        services.accept(statement, [card.item for card in cards], recipients, hand(statement))
    except Refused as error:
        return _refused(slug, "accept-others", error)
    if cards:
        flash(ngettext("%(num)d item is accepted.", "%(num)d items are accepted.", len(cards)))
    else:
        flash(_("All of these were accepted already."))
    return redirect(_next(slug), 303)


@checking_pages.post("/publish")
def publish(slug: str) -> ResponseReturnValue:
    """Publish the campaigns that were shown as ready; one that cannot be does not hold up the others."""
    page = checking(queries.by_slug(slug))
    try:
        cards = page.shown(request.form.get("shown", ""), page.ready)
    except Refused as error:
        return _refused(slug, "publish", error)
    published = 0
    for campaign in [card.campaign for card in cards if card.campaign]:
        try:
            services.publish(campaign)
            published += 1
        except Refused as error:
            flash(f"{campaign.item.place}: {error.sentence}", "error")
    if published:
        sentence = ngettext("%(num)d campaign is public.", "%(num)d campaigns are public.", published)
        flash(sentence)
    return redirect(url_for(".show", slug=slug), 303)


def _refused(slug: str, act: str, error: Refused) -> ResponseReturnValue:
    sentence = error.sentence
    if isinstance(error, TokenRefused):
        sentence = _("This page was open for long. Look at the items as they are now, then try again.")
    return page_of(queries.by_slug(slug), sent=Sent(act, sentence, request.form)), error.status


def _card(statement: Statement, item_id: str) -> Card:
    for card in checking(statement).cards:
        if card.item.id == item_id:
            return card
    raise NotFound(_("This item does not exist any more."))


def _next(slug: str) -> str:
    """The page, at the next card that waits for somebody."""
    waiting = checking(queries.by_slug(slug)).waiting
    return url_for(".show", slug=slug, _anchor=f"check-{waiting[0].item.id}" if waiting else None)
