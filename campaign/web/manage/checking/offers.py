"""The offices that an item's card offers, why each is there, and which of them are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns.recipients import suggested
from campaign.campaigns.values import Role
from campaign.core.languages import gettext as _
from campaign.directory import queries as directory
from campaign.directory.values import default_key
from campaign.web.manage.checking import words

if TYPE_CHECKING:
    from collections.abc import Collection

    from campaign.campaigns.models import Campaign
    from campaign.campaigns.recipients import Choice
    from campaign.directory.models import Recipient
    from campaign.statements.models import Item


@dataclass(frozen=True, slots=True)
class Offer:
    """An office on a card: why it is there, and whether its box is ticked."""

    recipient: Recipient
    reason: str
    is_chosen: bool


def offers(item: Item, campaign: Campaign | None, ticked: Collection[str] | None = None) -> list[Offer]:
    """The offices on the item's card.

    Those are chosen that an organizer has chosen: in the form just sent (`ticked`, keys), else in the
    campaign. Before that it is those that the item names, and the UNHCR where its copy is a setting of
    the statement. What the statement only proposes for a group waits for somebody to choose it.
    """
    choices = suggested(item)
    known = {choice.recipient.key for choice in choices}
    chosen = _chosen(choices, campaign, ticked)
    offered = [Offer(c.recipient, _reason(item, c), c.recipient.key in chosen) for c in choices]
    added = _added(campaign, chosen, known)
    return offered + [Offer(recipient, _("added by an organizer"), is_chosen=True) for recipient in added]


def unlisted(item: Item) -> list[str]:
    """Names of those whom the item asks and who have no office in the directory yet."""
    named = [addressee for addressee in item.addressees if addressee.kind in {"state", "body"}]
    known = directory.by_keys(default_key(addressee.code) for addressee in named)
    return [addressee.name for addressee in named if default_key(addressee.code) not in known]


def _chosen(
    choices: list[Choice], campaign: Campaign | None, ticked: Collection[str] | None
) -> Collection[str]:
    if ticked is not None:
        return ticked
    if campaign:
        return {row.recipient.key for row in campaign.recipients}
    return {choice.recipient.key for choice in choices if choice.is_named}


def _added(campaign: Campaign | None, chosen: Collection[str], known: set[str]) -> list[Recipient]:
    rows = {row.recipient.key: row.recipient for row in campaign.recipients} if campaign else {}
    missing = [key for key in chosen if key not in known and key not in rows]
    found = rows | (directory.by_keys(missing) if missing else {})
    return [found[key] for key in chosen if key not in known and key in found]


def _reason(item: Item, choice: Choice) -> str:
    if choice.role is Role.COPY:
        return _("the ask is passed on to it, as in every campaign of this statement")
    if choice.is_named:
        return _("asked here: “%(phrase)s”", phrase=choice.phrase)
    proposal = next(
        (p for p in item.proposed if default_key(p["code"]) == choice.recipient.key and p.get("phrase")), None
    )
    if proposal is None:
        return _("named nowhere in the statement; usually asked where “%(phrase)s” is", phrase=_group(item))
    return _(
        "“%(phrase)s” in %(place)s",
        phrase=proposal["phrase"],
        place=words.place(item.statement, proposal["start"]),
    )


def _group(item: Item) -> str:
    return next((a.phrase or a.name for a in item.addressees if a.kind == "group"), item.place)
