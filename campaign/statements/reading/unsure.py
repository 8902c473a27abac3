"""How far the reader doubts whom an item asks: a score from 0 to 1, and the flag "unsure" from `UNSURE` on.

Each way of finding an addressee has a weight: about the share of items in which it went wrong, in texts
that were annotated by hand. An item is doubted as much as the least sure of its addressees.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from campaign.statements.reading.addressees import Found, Way
    from campaign.statements.reading.requests import Ask
    from campaign.statements.values import AddresseeKind, Basis

UNSURE: Final = 0.25

_WAYS: Final[Mapping[Way, float]] = MappingProxyType(
    {
        "object": 0.0,
        "object without to": 0.15,
        "subject": 0.1,
        "subject of a passive": 0.1,
        "sub-paragraph": 0.1,
        "continued": 0.2,
        "direction": 0.1,
        "unknown words": 0.3,
        "words left over": 0.3,
        "doer in the request": 0.3,
        "made to act": 0.2,
        "meeting": 0.2,
        "doer before": 0.4,
        "letter": 0.25,
    }
)
_KINDS: Final[Mapping[AddresseeKind, float]] = MappingProxyType(
    {"state": 0.02, "body": 0.05, "group": 0.02, "other": 0.15}
)
_BASES: Final[Mapping[Basis, float]] = MappingProxyType(
    {"named": 0.0, "group": 0.0, "anaphora": 0.12, "implied": 0.0}
)
# Nobody was found: strange where the verb takes a person, usual where it takes a thing ("calls for peace").
_NOBODY: Final = 0.2
_NOBODY_AFTER_A_VERB_FOR_PERSONS: Final = 0.6


def doubt_of(found: Sequence[Found], asks: Sequence[Ask]) -> float:
    """The doubt about the addressees of one item, from 0 (none) to 1; 0 for an item that asks nothing."""
    if not asks:
        return 0.0
    if not found:
        for_persons = any(ask.verb and ask.verb.verb.asks == "person" for ask in asks)
        return _NOBODY_AFTER_A_VERB_FOR_PERSONS if for_persons else _NOBODY
    return max(_doubt(one) for one in found)


def _doubt(one: Found) -> float:
    """Independent doubts, taken together."""
    sure = (1 - _WAYS[one.way]) * (1 - _KINDS[one.addressee.kind]) * (1 - _BASES[one.addressee.basis])
    return 1 - sure
