"""Why an item was read as it was: for each stage, what it found there and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.reading.reader import Stages
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.addressees import Found
    from campaign.statements.reading.found import FoundItem
    from campaign.statements.reading.requests import Ask
    from campaign.statements.values import ReadItem

_AT_MOST: Final = 90


@dataclass(frozen=True, slots=True)
class Finding:
    """What a stage found, by which rule, in which words of the text (from `start`)."""

    stage: str
    rule: str
    found: str
    words: str
    start: int


def explained(text: str, which: str) -> list[list[Finding]]:
    """The findings for every item with the printed number `which`; "#4" is the fourth item of the text."""
    stages = Stages.of(text)
    findings: list[list[Finding]] = []
    read = stages.reading().items
    again = Stages.of(text)
    for place, (item, as_read) in enumerate(zip(again.found(), read, strict=True), start=1):
        # All items in their order, for some speak of whom the one before them asked.
        asked = (
            again.addressing.found(Span(item.start, item.end), again.asks(item)) if not item.pledged else ()
        )
        if which in {item.number, f"#{place}"}:
            found = [*_of_item(stages, item), *(_of_addressee(stages, one) for one in asked)]
            findings.append([*found, *_of_reading(as_read)])
    return findings


def _of_item(stages: Stages, item: FoundItem) -> Iterator[Finding]:
    yield _of_span(stages, "item", item.form, item.number or "-", Span(item.start, item.end))
    if item.marker:
        rule = f"{item.marker.kind} before the paragraph"
        yield Finding("number", rule, item.number or "-", item.marker.label, item.start)
    elif item.number:
        rule = "section and place in it" if item.section else "number in force"
        yield Finding("number", rule, item.number, "", item.start)
    for verb in (*(item.stem.verbs if item.stem else ()), *item.verbs):
        yield _of_span(stages, "verb", verb.rule, verb.verb.lemma, Span(verb.start, verb.end))
    for ask in stages.asks(item) if not item.pledged else ():
        yield from _of_ask(stages, ask)


def _of_addressee(stages: Stages, found: Found) -> Finding:
    asked = found.addressee
    rule = f"{found.way}, {asked.basis}"
    return _of_span(stages, "addressee", rule, asked.code, Span(asked.start, asked.end))


def _of_reading(item: ReadItem) -> Iterator[Finding]:
    for proposal in item.proposed:
        words = _short(proposal.phrase or "")
        yield Finding("proposed", "by the statement", proposal.code, words, proposal.start or 0)
    for flag in item.flags:
        yield Finding("flag", flag, "", "", item.start)


def _of_ask(stages: Stages, ask: Ask) -> Iterator[Finding]:
    lemma = ask.verb.verb.lemma if ask.verb else ""
    if ask.object:
        yield _of_span(stages, "object", ask.shape, lemma, ask.object)
    yield _of_span(stages, "request", ask.shape, lemma, ask.request)


def _of_span(stages: Stages, stage: str, rule: str, found: str, span: Span) -> Finding:
    return Finding(stage, rule, found, _short(span.of(stages.text)), span.start)


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _AT_MOST else f"{folded[:_AT_MOST].rsplit(' ', 1)[0]} …"
