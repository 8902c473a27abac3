"""Reads a statement: one walk through the stages, each a module of its own.

text → paragraphs → items with verbs → what each verb asks → who is asked → whom the text proposes → flags
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.statements.errors import NoItems
from campaign.statements.reading.about import about, names_of_issuer
from campaign.statements.reading.addressees import Addressing
from campaign.statements.reading.blocks import blocks_of
from campaign.statements.reading.flags import flags_of
from campaign.statements.reading.gazetteer import mentions
from campaign.statements.reading.items import parts_of
from campaign.statements.reading.paragraphs import paragraphs
from campaign.statements.reading.parties import Grammar
from campaign.statements.reading.proposals import Proposing
from campaign.statements.reading.requests import ask_of, ask_under
from campaign.statements.reading.unsure import doubt_of
from campaign.statements.values import BETWEEN_REQUESTS, Reading, ReadItem, Span

if TYPE_CHECKING:
    from campaign.statements.reading.found import FoundItem, Part
    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.requests import Ask
    from campaign.statements.values import About, ItemKind

UNHCR = "UNHCR"


def read(text: str) -> Reading:
    """What `text` says, item by item; a text that holds none gives a reading without items.

    Offsets are those of `text` as given: its line ends should be line feeds (see `incoming.text_of`).
    """
    return Stages.of(text).reading()


def read_statement(text: str) -> Reading:
    """Like `read`, for callers that need items: raises `NoItems` for a text that holds none."""
    reading = read(text)
    if not reading.items:
        raise NoItems(
            _(
                "No items were found. Looked for lines that begin with a verb in capitals (URGE, DEMAND), "
                "numbered paragraphs that begin with a verb such as “urges” or “calls upon”, and sentences "
                "such as “We call on …”. "
                "Check that the whole statement is there, with each item on a line of its own."
            )
        )
    return reading


@dataclass(frozen=True, slots=True)
class Stages:
    """What the stages found in one text, one after the other."""

    text: str
    guess: About
    title_at: Span | None
    parts: tuple[Part, ...]
    names: Mentions
    grammar: Grammar
    addressing: Addressing
    proposing: Proposing

    @classmethod
    def of(cls, text: str) -> Stages:
        """Walks `text` through the stages."""
        found = paragraphs(text)
        guess, title_at = about(text, found)
        parts = parts_of(text, found, names_of_issuer(text, guess.issuer))
        names = mentions(text)
        grammar = Grammar(text, names)
        addressing = Addressing(text, names, grammar)
        return cls(text, guess, title_at, parts, names, grammar, addressing, Proposing(text, names))

    def found(self) -> list[FoundItem]:
        """The items as the walk found them."""
        return [part.item for part in self.parts if part.item]

    def reading(self) -> Reading:
        """All of it, as it is given out."""
        items = tuple(self.item(item) for item in self.found())
        return Reading(
            items, tuple(blocks_of(self.parts, self.title_at)), self.guess, UNHCR in self.names.codes
        )

    def item(self, found: FoundItem) -> ReadItem:
        """The item with all that the stages find in it."""
        if found.pledged:
            return self._pledge(found, found.pledged)
        span = Span(found.start, found.end)
        asks = self.asks(found)
        requests = tuple(dict.fromkeys(ask.request for ask in asks if ask.request.start < ask.request.end))
        found_asked = self.addressing.found(span, asks)
        addressees = tuple(one.addressee for one in found_asked)
        kind: ItemKind = "ask" if asks else "other"
        verbs = [*(found.stem.verbs if found.stem else ()), *found.verbs]
        return ReadItem(
            number=found.number,
            section=found.section,
            kind=kind,
            verbs=tuple(verb.verb.lemma for verb in verbs),
            text=span.of(self.text),
            start=span.start,
            end=span.end,
            requests=requests,
            request=BETWEEN_REQUESTS.join(request.of(self.text) for request in requests) or None,
            is_campaign=any(verb.verb.is_campaign for verb in verbs),
            flags=flags_of(self.text, span, asks, addressees, doubt_of(found_asked, asks)),
            addressees=addressees,
            proposed=self.proposing.of(addressees),
        )

    def asks(self, found: FoundItem) -> tuple[Ask, ...]:
        """What each asking verb of the item asks."""
        if found.stem:
            return (ask_under(self.text, found.stem, Span(found.start, found.end), self.grammar),)
        asks: list[Ask] = []
        end = found.end
        for verb in reversed(found.verbs):
            # "urges and calls upon X to …": both verbs share their object.
            shared = asks[-1] if asks and not self.text[verb.end : end].strip() else None
            if verb.verb.is_asking:
                asks.append(
                    replace(shared, verb=shared.verb)
                    if shared
                    else ask_of(self.text, verb, end, self.grammar)
                )
            end = verb.leaves
        return tuple(reversed(asks))

    def _pledge(self, found: FoundItem, verb: str) -> ReadItem:
        span = Span(found.start, found.end)
        return ReadItem(
            number=found.number,
            section=found.section,
            kind="pledge",
            verbs=(verb,),
            text=span.of(self.text),
            start=span.start,
            end=span.end,
            requests=(),
            request=None,
            is_campaign=False,
            flags=(),
            addressees=(),
            proposed=(),
        )
