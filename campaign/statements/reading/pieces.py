"""Reading again a piece of a text that somebody marked by hand: an item, or words that say who is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from campaign.statements.reading.gazetteer import mentions
from campaign.statements.reading.identities import Identities
from campaign.statements.reading.parties import Grammar
from campaign.statements.reading.reader import read
from campaign.statements.reading.setting import Setting
from campaign.statements.values import BETWEEN_REQUESTS, Addressee, ReadItem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from campaign.statements.values import Flag

# A paragraph that begins with its verb ("Urges all states to …") is an item where it has a number.
_AS_NUMBERED: Final = "1. "


def read_piece(text: str, span: Span) -> ReadItem:
    """The words at `span` as one item, with all that is read in them; without verbs where nothing is."""
    by = span.start - len(_AS_NUMBERED)
    found = [_moved(item, by) for item in read(_AS_NUMBERED + span.of(text)).items]
    asking = [item for item in found if item.kind == "ask"] or found
    requests = tuple(request for item in asking for request in item.requests)
    addressees = _by_code(one for item in asking for one in item.addressees)
    flags: Iterable[Flag] = (flag for item in asking for flag in item.flags)
    return ReadItem(
        number=None,
        section=None,
        kind=asking[0].kind if asking else "ask",
        verbs=tuple(dict.fromkeys(verb for item in asking for verb in item.verbs)),
        text=span.of(text),
        start=span.start,
        end=span.end,
        requests=requests,
        request=BETWEEN_REQUESTS.join(request.of(text) for request in requests) or None,
        is_campaign=any(item.is_campaign for item in asking),
        flags=tuple(dict.fromkeys(flags)),
        addressees=addressees,
        proposed=tuple({one.code: one for item in asking for one in item.proposed}.values()),
    )


def named_by(text: str, phrase: Span, item: Span) -> tuple[Addressee, ...]:
    """Whom the words at `phrase` mean when they say who is asked in `item`; if nobody known, a group."""
    names = mentions(text)
    grammar = Grammar(text, names)
    identities = Identities(text, names, grammar, Setting(text, names, grammar))
    parties = grammar.parties(phrase.start, phrase.end, with_complements=True)
    found = [one for party in parties.found for one in identities.of(party, item, item.start)]
    if not found:
        found = [one for name in names.within(phrase) for one in identities.named(name, name.span)]
    return _by_code(found) or (_group(text, phrase),)


def _moved(item: ReadItem, by: int) -> ReadItem:
    return replace(
        item,
        start=item.start + by,
        end=item.end + by,
        requests=tuple(Span(span.start + by, span.end + by) for span in item.requests),
        addressees=tuple(replace(one, start=one.start + by, end=one.end + by) for one in item.addressees),
        proposed=tuple(
            replace(
                one,
                start=None if one.start is None else one.start + by,
                end=None if one.end is None else one.end + by,
            )
            for one in item.proposed
        ),
    )


def _by_code(found: Iterable[Addressee] | Sequence[Addressee]) -> tuple[Addressee, ...]:
    by_code: dict[str, Addressee] = {}
    for one in found:
        by_code.setdefault(one.code, one)
    return tuple(by_code.values())


def _group(text: str, phrase: Span) -> Addressee:
    words = " ".join(phrase.of(text).split())
    return Addressee(
        f"GROUP:{words.lower()}", "group", words, phrase.of(text), phrase.start, phrase.end, "group"
    )
