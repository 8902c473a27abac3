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
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    from campaign.campaigns.models import Campaign
    from campaign.statements.models import Item, Statement

CHOOSING = frozenset({"accept", "ask"})
SHOWN = "items-shown"
SHOWN_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent and could not be taken: what was to be done, why it was not, and the form."""

    act: str
    error: str
    form: MultiDict[str, str]

    def typed(self, field: str) -> str | None:
        """What stands in a field of the form, or None if it has no such field."""
        return self.form.get(field)

    @property
    def chooses_offices(self) -> bool:
        """Whether the form is one with offices to tick."""
        return self.act in CHOOSING

    @property
    def ticked(self) -> tuple[str, ...] | None:
        """The keys of the offices that were ticked, where there were any to tick."""
        return tuple(self.form.getlist("recipient")) if self.chooses_offices else None


@dataclass(frozen=True, slots=True)
class Card:
    """An item as an organizer checks it."""

    item: Item
    campaign: Campaign | None
    offers: list[Offer] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    sent: Sent | None = None
    is_open: bool = False

    @property
    def verbs(self) -> str:
        """The verbs, as they begin a card."""
        return words.verbs(self.item)

    @property
    def flags(self) -> list[tuple[str, str]]:
        """The flags in words, each with the kind of its tag."""
        return [
            (words.flag(f, self.item), "needs" if f in words.MUST_CHOOSE else "warn") for f in self.item.flags
        ]

    @property
    def page(self) -> int | None:
        """The page of the source that it stands on."""
        return self.item.statement.page_of(self.item.start)

    @property
    def has_other_words(self) -> bool:
        """Whether its campaign, a draft, was made for words that are not the item's any more."""
        return self.campaign is not None and not self.is_public and not self.campaign.quotes_its_item

    def typed(self, act: str, field: str, otherwise: str = "") -> str:
        """What was typed into a field of the form for `act`, if that was sent, else another value."""
        sent = self.sent.typed(field) if self.sent and self.sent.act == act else None
        return otherwise if sent is None else sent

    def error(self, *acts: str) -> str:
        """Why what was sent could not be done, if it was one of `acts`."""
        return self.sent.error if self.sent and self.sent.act in acts else ""

    @property
    def is_done(self) -> bool:
        """Whether an organizer has said yes to it."""
        return self.item.is_accepted and not (self.item.campaign and self.campaign is None)

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
        if self.sent and self.sent.chooses_offices:
            return True
        return self.is_open or (not self.is_done and (self.item.asks_a_group or bool(self.unlisted)))

    @property
    def is_ready(self) -> bool:
        """Whether its campaign is a draft that asks somebody, so that it can be published."""
        campaign = self.campaign
        return (
            campaign is not None
            and campaign.state == State.DRAFT
            and self.item.is_accepted
            and campaign.quotes_its_item
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
    def opened(self) -> Card | None:
        """The card on which everything can be changed."""
        return next((card for card in self.cards if card.is_open), None)

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


def checking(statement: Statement, opened: str | None = None, sent: Sent | None = None) -> Checking:
    """The checking page of `statement`; on the card of the item `opened` everything can be changed.

    `sent` is what was sent from there and could not be taken.
    """
    taken_up = campaigns.of_statement(statement)
    cards = []
    for item in statement.items:
        is_open = item.id == opened
        cards.append(_card(item, taken_up.get(item.id), sent if is_open else None, is_open=is_open))
    return Checking(cards)


def _card(item: Item, campaign: Campaign | None, sent: Sent | None, *, is_open: bool) -> Card:
    is_open = is_open and not (campaign is not None and campaign.is_public)
    if item.kind != "ask":
        return Card(item, campaign, sent=sent, is_open=is_open)
    ticked, typed = (sent.ticked, sent.typed("office") or "") if sent else (None, "")
    offered = offers(item, campaign, ticked, typed, wide=is_open)
    return Card(item, campaign, offered, unlisted(item), sent, is_open)


def _token(ids: Iterable[str]) -> str:
    return tokens.make(SHOWN, list(ids))
