"""What a campaign's page shows beside its number, as far as it is switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import countries as names_of
from campaign.core import languages
from campaign.letters.values import by_country
from campaign.signatures import queries as signatures
from campaign.signatures.counting.values import grouped
from campaign.signatures.switches import queries as switches
from campaign.signatures.switches.values import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

NEWEST = 20


def names(campaign_id: str) -> Sequence[Row[str | None, str, str | None]]:
    """The newest of those who wish to be named."""
    return signatures.shown(campaign_id, NEWEST) if switches.is_on(Figure.NAMES) else []


def countries(counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Countries by name with their counts; nothing where none may be named."""
    alone, _others = grouped(counted)
    if not alone or not switches.is_on(Figure.COUNTRIES):
        return ()
    language = languages.current()
    return by_country(counted, {code: names_of.name(code, language) for code in counted})
