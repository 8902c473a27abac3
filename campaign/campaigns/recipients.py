"""Who gets the letters of an item: where addressees and the directory come together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns.values import Role
from campaign.directory import queries as directory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.directory.models import Recipient
    from campaign.statements.models import Item

UNHCR = "unhcr"


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipient that an item suggests: why, in which role, and whether the statement names it outright."""

    recipient: Recipient
    role: Role
    phrase: str | None
    is_named: bool


def suggested(item: Item) -> list[Choice]:
    """The recipients of an item's letters: the named, then the proposed, then the UNHCR as a copy.

    A group has no recipient of its own: what the statement proposes for it stands there with
    `is_named` false, for the organizer to choose from.
    """
    named = ((a.code, a.phrase, True) for a in item.addressees)
    proposed = ((p["code"], p.get("phrase"), False) for p in item.proposed)
    choices: dict[str, Choice] = {}
    for code, phrase, is_named in (*named, *proposed):
        recipient = directory.default_recipient(code)
        if recipient and recipient.key not in choices:
            choices[recipient.key] = Choice(recipient, Role.ADDRESSEE, phrase, is_named)
    if item.statement.copies_unhcr and UNHCR not in choices and (unhcr := directory.find_by_key(UNHCR)):
        choices[UNHCR] = Choice(unhcr, Role.COPY, None, is_named=True)
    return list(choices.values())


def roles_for(item: Item, recipients: Iterable[Recipient]) -> list[tuple[Recipient, Role]]:
    """The chosen recipients with their roles: one that the item does not suggest is an addressee."""
    roles = {choice.recipient.key: choice.role for choice in suggested(item)}
    once = dict.fromkeys(recipients)
    return [(recipient, roles.get(recipient.key, Role.ADDRESSEE)) for recipient in once]
