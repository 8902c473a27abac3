"""The offices that an item's card offers, why each is there, and which of them are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns.recipients import office_of, suggested
from campaign.campaigns.values import Role
from campaign.core import countries
from campaign.core.languages import gettext as _
from campaign.directory import queries as directory
from campaign.directory.values import default_key
from campaign.statements.checking.rows import marked
from campaign.statements.checking.sheet import Asked
from campaign.statements.reading.gazetteer import name_of
from campaign.web.manage.checking import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from campaign.campaigns.models import Campaign
    from campaign.campaigns.recipients import Choice
    from campaign.directory.models import Recipient
    from campaign.statements.models import Item

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """An office on a card: why it is there, and whether its box is ticked."""

    recipient: Recipient
    reason: str
    is_chosen: bool


def offers(
    item: Item, campaign: Campaign | None, ticked: Collection[str] | None, typed: str, *, wide: bool
) -> list[Offer]:
    """The offices on the item's card.

    Those are chosen that an organizer has chosen: in the form just sent (`ticked`, keys), else in the
    campaign of an accepted item. Before that it is those that the item names, and the UNHCR where its copy
    is a setting of the statement. What the statement only proposes for a group waits for somebody to choose
    it. `typed` are words that several offices have; a `wide` card offers those that other items ask too.
    """
    choices = suggested(item)
    chosen = _chosen(item, choices, campaign, ticked)
    offered = {
        c.recipient.key: Offer(c.recipient, _reason(item, c), c.recipient.key in chosen) for c in choices
    }
    for recipient in _added(campaign, chosen, offered):
        offered[recipient.key] = Offer(recipient, _("added by an organizer"), is_chosen=True)
    if typed.strip():
        for recipient in directory.page(typed, limit=MOST_FOUND):
            reason = _("found for “%(words)s”", words=typed.strip())
            offered.setdefault(recipient.key, Offer(recipient, reason, is_chosen=False))
    if wide:
        for key, (recipient, place) in _asked_elsewhere(item).items():
            reason = _("asked in item %(number)s", number=place)
            offered.setdefault(key, Offer(recipient, reason, is_chosen=False))
    return list(offered.values())


def unlisted(item: Item) -> list[str]:
    """Names of those whom the item asks and who have no office in the directory yet."""
    named = [addressee for addressee in item.addressees if addressee.kind in words.WITH_ADDRESS]
    known = directory.by_keys(office_of(addressee) for addressee in named) if named else {}
    return [addressee.name for addressee in named if office_of(addressee) not in known]


def asked_by(item: Item, chosen: Sequence[Recipient]) -> list[Asked]:
    """Who the item asks when letters go to the `chosen` offices.

    Groups, and those who have no office in the directory, stay as they are. An office that is new to the
    item stands for the group that the item asks, if it asks one.
    """
    copies = {c.recipient.key for c in suggested(item) if c.role is Role.COPY}
    keys = {recipient.key for recipient in chosen}
    rows = marked(item).asked
    offices = [office_of(addressee) for addressee in item.addressees]
    known = directory.by_keys(offices)
    kept = [one for one, key in zip(rows, offices, strict=True) if key not in known or key in keys]
    group = next((one for one in rows if one.kind == "group"), None)
    new = [one for one in chosen if one.key not in {*offices, *copies}]
    return [*kept, *(_asked(recipient, group) for recipient in new)]


def _asked(recipient: Recipient, group: Asked | None) -> Asked:
    code = recipient.code
    is_state = code in countries.CODES
    office = None if default_key(code) == recipient.key else recipient.key
    return Asked(
        code=code,
        kind="state" if is_state else "body",
        name=name_of(code),
        phrase=group.phrase if group else None,
        start=group.start if group else None,
        end=group.end if group else None,
        basis="group" if group else "chosen",
        office=office,
    )


def _chosen(
    item: Item, choices: list[Choice], campaign: Campaign | None, ticked: Collection[str] | None
) -> Collection[str]:
    if ticked is not None:
        return ticked
    if campaign and item.is_accepted:
        return {row.recipient.key for row in campaign.recipients}
    return {choice.recipient.key for choice in choices if choice.is_named}


def _added(campaign: Campaign | None, chosen: Collection[str], known: Iterable[str]) -> list[Recipient]:
    rows = {row.recipient.key: row.recipient for row in campaign.recipients} if campaign else {}
    missing = [key for key in chosen if key not in known and key not in rows]
    found = rows | (directory.by_keys(missing) if missing else {})
    return [found[key] for key in chosen if key not in known and key in found]


def _asked_elsewhere(item: Item) -> dict[str, tuple[Recipient, str]]:
    places: dict[str, str] = {}
    for other in item.statement.items:
        if other.id != item.id:
            for one in other.addressees:
                if one.kind in words.WITH_ADDRESS:
                    places.setdefault(office_of(one), other.place)
    known = directory.by_keys(places)
    return {key: (known[key], place) for key, place in places.items() if key in known}


def _reason(item: Item, choice: Choice) -> str:
    if choice.role is Role.COPY:
        return _("the ask is passed on to it, as in every campaign of this statement")
    if choice.is_named:
        if not choice.phrase:
            return _("added by an organizer")
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
