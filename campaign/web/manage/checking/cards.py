"""The checking page as data: a card for each item, and what can be done in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import State
from campaign.core import tokens
from campaign.web.manage.checking import words
from campaign.web.manage.checking.offers import Offer, offers, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from campaign.campaigns.models import Campaign
    from campaign.statements.models import Item, Statement

SHOWN = "items-shown"
SHOWN_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent from a card and could not be taken: the boxes ticked, the office typed, and why."""

    ticked: tuple[str, ...]
    office: str
    error: str


@dataclass(frozen=True, slots=True)
class Card:
    """An item as an organizer checks it."""

    item: Item
    campaign: Campaign | None
    offers: list[Offer] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    sent: Sent | None = None

    @property
    def verbs(self) -> str:
        """The verbs, as they begin a card."""
        return words.verbs(self.item)

    @property
    def flags(self) -> list[tuple[str, str]]:
        """The flags in words, each with the kind of its tag."""
        return [(words.flag(f), "needs" if f in words.MUST_CHOOSE else "warn") for f in self.item.flags]

    @property
    def is_done(self) -> bool:
        """Whether an organizer has said yes to it."""
        return self.item.is_accepted

    @property
    def is_public(self) -> bool:
        """Whether its campaign has a page, so that its offices are changed there."""
        return self.campaign is not None and self.campaign.is_public

    @property
    def needs_an_eye(self) -> bool:
        """Whether it must be looked at by itself."""
        return self.item.campaign and bool(self.item.flags or self.item.asks_a_group or self.unlisted)

    @property
    def must_choose(self) -> bool:
        """Whether its offices are open to the eye: somebody has to choose among them."""
        return bool(self.sent) or (not self.is_done and (self.item.asks_a_group or bool(self.unlisted)))

    @property
    def is_ready(self) -> bool:
        """Whether its campaign is a draft that asks somebody, so that it can be published."""
        campaign = self.campaign
        return (
            campaign is not None
            and campaign.state == State.DRAFT
            and not all(row.is_copy for row in campaign.recipients)
        )


@dataclass(frozen=True, slots=True)
class Checking:
    """All cards of a statement."""

    cards: list[Card]

    @property
    def of_campaigns(self) -> list[Card]:
        """The cards of items that become campaigns."""
        return [card for card in self.cards if card.item.campaign]

    @property
    def of_others(self) -> list[Card]:
        """The cards of items that do not."""
        return [card for card in self.cards if not card.item.campaign]

    @property
    def waiting(self) -> list[Card]:
        """The cards that need somebody's eye and have not had it."""
        return [card for card in self.cards if card.needs_an_eye and not card.is_done]

    @property
    def plain(self) -> list[Card]:
        """The cards that can be accepted together: nothing about them is open."""
        return [card for card in self.cards if not card.needs_an_eye and not card.is_done]

    @property
    def ready(self) -> list[Card]:
        """The cards whose campaigns can be published."""
        return [card for card in self.cards if card.is_ready]

    @property
    def plain_token(self) -> str:
        """What stands for the `plain` cards that were shown, so that no other is accepted with them."""
        return _token(card.item.id for card in self.plain)

    @property
    def ready_token(self) -> str:
        """The same for the `ready` ones."""
        return _token(card.item.id for card in self.ready)

    def shown(self, token: str, cards: Iterable[Card]) -> list[Card]:
        """Those of `cards` that the token stands for; raises `TokenRefused`."""
        ids = set(tokens.read(token, SHOWN, SHOWN_FOR))
        return [card for card in cards if card.item.id in ids]


def checking(statement: Statement, sent: Mapping[str, Sent] | None = None) -> Checking:
    """The checking page of `statement`; `sent` holds, by item, what could not be taken."""
    taken_up = campaigns.of_statement(statement)
    return Checking(
        [_card(item, taken_up.get(item.id), (sent or {}).get(item.id)) for item in statement.items]
    )


def _card(item: Item, campaign: Campaign | None, sent: Sent | None) -> Card:
    if not item.campaign:
        return Card(item, campaign)
    return Card(item, campaign, offers(item, campaign, sent.ticked if sent else None), unlisted(item), sent)


def _token(ids: Iterable[str]) -> str:
    return tokens.make(SHOWN, list(ids))
