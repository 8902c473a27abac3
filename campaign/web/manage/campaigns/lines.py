"""The offices in a campaign's form: which get letters, in which order, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns.recipients import roles_for, suggested
from campaign.campaigns.values import Role
from campaign.core.languages import gettext as _
from campaign.directory import queries as directory

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from campaign.campaigns.models import Campaign
    from campaign.directory.models import Recipient

PLACE = "place-"


@dataclass(frozen=True, slots=True)
class Line:
    """An office in the form: `place` is what stands in its field, from 1."""

    recipient: Recipient
    why: str
    place: str
    is_chosen: bool


def lines(campaign: Campaign, sent: MultiDict[str, str] | None = None) -> list[Line]:
    """The campaign's offices, then others that its item suggests; as `sent` has them, if it was sent."""
    own = [row.recipient for row in campaign.recipients]
    others = [choice.recipient for choice in suggested(campaign.item) if choice.recipient not in own]
    chosen = sent.getlist("recipient") if sent is not None else [recipient.key for recipient in own]
    shown = [*own, *others]
    new = [key for key in chosen if key not in {recipient.key for recipient in shown}]
    shown += directory.by_keys(new).values() if new else []
    return [
        Line(
            recipient=recipient,
            why=_why(role),
            place=sent.get(PLACE + recipient.key, str(number)) if sent else str(number),
            is_chosen=recipient.key in chosen,
        )
        for number, (recipient, role) in enumerate(roles_for(campaign.item, shown), start=1)
    ]


def keys_in_order(sent: MultiDict[str, str]) -> list[str]:
    """The keys of the ticked offices by the number typed beside each; where there is none, at the end."""
    return sorted(
        dict.fromkeys(sent.getlist("recipient")), key=lambda key: _number(sent.get(PLACE + key, ""))
    )


def _number(text: str) -> float:
    text = text.strip()
    return float(text) if text.isascii() and text.isdigit() and text else float("inf")


def _why(role: Role) -> str:
    return _("is asked") if role is Role.ADDRESSEE else _("gets a letter that passes the ask on")
