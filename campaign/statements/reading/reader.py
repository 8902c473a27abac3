"""Reads a statement: one walk through the stages, each a module of its own.

text → paragraphs → items with verbs → what each verb asks → who is asked → whom the text proposes → flags
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.statements.errors import NoItems
from campaign.statements.reading import operative
from campaign.statements.reading.about import about, names_of_issuer
from campaign.statements.reading.addressees import Addressing
from campaign.statements.reading.flags import flags_of
from campaign.statements.reading.gazetteer import mentions
from campaign.statements.reading.items import parts_of
from campaign.statements.reading.paragraphs import paragraphs
from campaign.statements.reading.parties import Grammar
from campaign.statements.reading.proposals import Proposing
from campaign.statements.reading.requests import ask_of
from campaign.statements.values import BETWEEN_REQUESTS, Block, Reading, ReadItem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.items import FoundItem, Part
    from campaign.statements.values import Addressee, BlockKind, ItemKind

UNHCR = "UNHCR"


def read(text: str) -> Reading:
    """What `text` says, item by item; a text that holds none gives a reading without items.

    Offsets are those of `text` as given: its line ends should be line feeds (see `incoming.text_of`).
    """
    found = paragraphs(text)
    guess, title_at = about(text, found)
    parts = parts_of(text, found, names_of_issuer(text, guess.issuer))
    names = mentions(text)
    grammar = Grammar(text, names)
    stages = _Stages(text, grammar, Addressing(text, names, grammar), Proposing(text, names))
    items = tuple(stages.item(part.item) for part in parts if part.item)
    return Reading(items, tuple(_blocks(parts, title_at)), guess, UNHCR in names.codes)


def read_statement(text: str) -> Reading:
    """Like `read`, for callers that need items: raises `NoItems` for a text that holds none."""
    reading = read(text)
    if not reading.items:
        raise NoItems(
            _(
                "No items were found. Looked for lines that begin with a verb in capitals (URGE, DEMAND), "
                "and numbered paragraphs that begin with a verb such as “urges” or “calls upon”. "
                "Check that the whole statement is there, with each item on a line of its own."
            )
        )
    return reading


@dataclass(frozen=True, slots=True)
class _Stages:
    text: str
    grammar: Grammar
    addressing: Addressing
    proposing: Proposing

    def item(self, found: FoundItem) -> ReadItem:
        """The item with all that the stages find in it."""
        if found.opening is None:
            return self._pledge(found)
        verbs = [found.opening, *operative.further(self.text, found.opening, found.end)]
        ends = [*(verb.leaves for verb in verbs[1:]), found.end]
        asks = [
            ask_of(self.text, verb, end, self.grammar)
            for verb, end in zip(verbs, ends, strict=True)
            if verb.verb.is_asking
        ]
        requests = tuple(ask.request for ask in asks if ask.request.start < ask.request.end)
        addressees = _once_each(addressee for ask in asks for addressee in self.addressing.of(ask))
        span = Span(found.start, found.end)
        kind: ItemKind = "ask" if asks else "other"
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
            flags=flags_of(self.text, span, kind, requests, addressees),
            addressees=addressees,
            proposed=self.proposing.of(addressees),
        )

    def _pledge(self, found: FoundItem) -> ReadItem:
        span = Span(found.start, found.end)
        return ReadItem(
            number=found.number,
            section=found.section,
            kind="pledge",
            verbs=(found.pledged,) if found.pledged else (),
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


def _once_each(addressees: Iterator[Addressee]) -> tuple[Addressee, ...]:
    by_code: dict[str, Addressee] = {}
    for addressee in addressees:
        by_code.setdefault(addressee.code, addressee)
    return tuple(by_code.values())


def _blocks(parts: Sequence[Part], title_at: Span | None) -> Iterator[Block]:
    operative_at = [place for place, part in enumerate(parts) if part.kind != "text"]
    first = operative_at[0] if operative_at else len(parts)
    last = operative_at[-1] if operative_at else len(parts)
    index = 0
    for place, part in enumerate(parts):
        if part.kind == "item":
            yield Block("item", part.span.start, part.span.end, index)
            index += 1
        elif part.kind == "heading":
            yield Block("heading", part.span.start, part.span.end)
        else:
            kind = _kind_of_text(place, part.span, first, last, title_at)
            yield Block(kind, part.span.start, part.span.end)


def _kind_of_text(place: int, span: Span, first: int, last: int, title_at: Span | None) -> BlockKind:
    if place > last:
        return "closing"
    if place > first:
        return "passage"
    if title_at is None or span.start > title_at.start:
        return "introduction"
    return "title" if span == title_at else "preface"
