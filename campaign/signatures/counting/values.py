"""How counting goes by the clock, what a count is, and which countries stand alone in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from campaign.campaigns.values import GOALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Nothing was counted before it: where a campaign's counting begins.
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
# A confirmation has its time before it is committed. What takes longer than this is found by the second look.
LATE: Final = timedelta(seconds=4)
# A window that ends later than the clock says was counted by a clock that was wrong.
AHEAD: Final = timedelta(minutes=1)
# So many confirmations of one campaign are counted in a transaction.
AT_ONCE: Final = 50_000
# So many that no window holds yet are counted for each page of a campaign.
COUNTED_LIVE: Final = 1_000
# So many of each other state are counted for each page of an organizer.
STATED_LIVE: Final = 200
# The fewest signatures with which a country is named, and the fewest countries that stand together.
COUNTRY_FLOOR: Final = 5
COUNTRIES_TOGETHER: Final = 2
# The hour of the day, in UTC, from which a campaign's number is proved again.
RECOUNT_AT: Final = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """Confirmed signatures by country code; `as_of` is their time where they are not counted live."""

    by_country: Mapping[str, int]
    as_of: datetime | None = None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_country.values())


@dataclass(frozen=True, slots=True)
class ByState:
    """Signatures by state; `as_of` is the time of the oldest figure where not all are of now."""

    counts: Mapping[str, int]
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a recount found: what was said by country, what is right, and the hours that differed."""

    said: Mapping[str, int]
    counted: Mapping[str, int]
    hours: tuple[datetime, ...] = ()
    seconds: float = 0.0

    @property
    def differs(self) -> bool:
        """Whether anything had to be put right."""
        return bool(self.hours) or dict(self.said) != dict(self.counted)


def last_night(now: datetime) -> datetime:
    """The moment from which on a campaign has to be counted again once."""
    today = now.astimezone(UTC).replace(hour=RECOUNT_AT, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def goals_reached(total: int, first: int) -> list[int]:
    """The goals that a campaign has met, lowest first: its own, then every step of `GOALS` above that."""
    steps = [first, *(goal for goal in GOALS if goal > first)]
    last = steps[-1]
    further = range((last // GOALS[-1] + 1) * GOALS[-1], total + 1, GOALS[-1])
    return [goal for goal in (*steps, *further) if goal <= total]


def grouped(counts: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The countries that stand alone, the highest first, and how many signatures all others have together.

    The rule: a country with fewer than five signatures is not named. The number of all signatures is public,
    so whoever takes the named ones off it has the others: if these were of one country, its number could be
    told, and the difference to an earlier page would give away who came or went. So the others are of two
    countries at least: where they are not, the smallest country that is named joins them. (Secondary
    suppression, as in official statistics: Hundepool et al., "Statistical Disclosure Control", 2012.)
    Where nobody stands in the others, all are named; and it may be that none is.
    """
    order = sorted(((code, n) for code, n in counts.items() if n > 0), key=lambda pair: (-pair[1], pair[0]))
    alone = [pair for pair in order if pair[1] >= COUNTRY_FLOOR]
    together = order[len(alone) :]
    while alone and 0 < len(together) < COUNTRIES_TOGETHER:
        together.append(alone.pop())
    return dict(alone), sum(count for _code, count in together)


def summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts by country, added up; a country that nothing is left of is left out."""
    counts: Counter[str] = Counter()
    for country, count in pairs:
        counts[country] += count
    return {country: count for country, count in counts.items() if count > 0}
