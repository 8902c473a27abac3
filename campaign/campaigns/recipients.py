"""Who gets the letters of an item: where addressees and the directory come together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns.values import Role
from campaign.directory import queries as directory
from campaign.directory.values import default_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.directory.models import Recipient
    from campaign.statements.models import Addressee, Item

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
    named = [(office_of(a), a.phrase, True) for a in item.addressees]
    proposed = [(default_key(p["code"]), p.get("phrase"), False) for p in item.proposed]
    known = directory.by_keys([UNHCR, *(key for key, _phrase, _is_named in (*named, *proposed))])
    choices: dict[str, Choice] = {}
    for key, phrase, is_named in (*named, *proposed):
        if key in known and key not in choices:
            choices[key] = Choice(known[key], Role.ADDRESSEE, phrase, is_named)
    if item.statement.copies_unhcr and UNHCR not in choices and UNHCR in known:
        choices[UNHCR] = Choice(known[UNHCR], Role.COPY, None, is_named=True)
    return list(choices.values())


def office_of(addressee: Addressee) -> str:
    """The key of the office that a letter to this addressee goes to: the one chosen, or the usual one."""
    return addressee.office or default_key(addressee.code)


def roles_for(item: Item, recipients: Iterable[Recipient]) -> list[tuple[Recipient, Role]]:
    """The chosen recipients with their roles: one that the item does not suggest is an addressee."""
    roles = {choice.recipient.key: choice.role for choice in suggested(item)}
    once = dict.fromkeys(recipients)
    return [(recipient, roles.get(recipient.key, Role.ADDRESSEE)) for recipient in once]
