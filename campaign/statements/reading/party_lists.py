"""Parties that stand in one list: which of them are one and the same, or say only who another is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.statements.reading import party_forms
from campaign.statements.reading.parties_found import Party
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def each_once(text: str, found: Iterable[Party]) -> tuple[Party, ...]:
    """The parties without a "both" that names explain, and "agencies, funds and programmes" as one."""
    kept: list[Party] = []
    for party in found:
        before = kept[-1] if kept else None
        if before is None:
            kept.append(party)
        elif before.kind == party.kind == "group" and _shares_adjective(text, before, party):
            kept[-1] = Party(Span(before.span.start, party.span.end), kind="group")
        elif before.kind == "pronoun" and _between(text, before, party) == ",":
            continue  # "you, Mr. President,"
        elif before.kind == "pair" or _is_named_by(text, before, party):
            kept[-1] = party
        elif not (before.kind == "named" and _names_again(text, before, party)):
            kept.append(party)
    return tuple(kept)


def _names_again(text: str, before: Party, party: Party) -> bool:
    """Whether the group only says who the named one is: "Israel, the occupying Power"."""
    return _is_one(text, party) and _between(text, before, party) in (", the", ", a", ", an")


def _is_named_by(text: str, before: Party, party: Party) -> bool:
    """Whether the name after the comma says who is meant: "the occupying Power, Israel"."""
    return _is_one(text, before) and party.kind == "named" and _between(text, before, party) == ","


def _is_one(text: str, party: Party) -> bool:
    one = party_forms.ONLY_ONE.search(text, party.span.start, party.span.end)
    return party.kind == "group" and bool(one)


def _shares_adjective(text: str, before: Party, party: Party) -> bool:
    bare = party_forms.BARE.match(text, party.span.start, party.span.end)
    shares = party_forms.SHARES.match(text, before.span.start, before.span.end)
    return bool(bare and shares) and _between(text, before, party).strip(" ,") in ("", "and", "or")


def _between(text: str, before: Party, party: Party) -> str:
    return " ".join(text[before.span.end : party.span.start].split())
