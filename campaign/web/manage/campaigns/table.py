"""The table of campaigns: sorted, filtered and cut into pages as the address says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import State, next_goal
from campaign.letters import export_queries as letters
from campaign.signatures import queries as signatures
from campaign.web.manage.paging import Window, window

if TYPE_CHECKING:
    from collections.abc import Callable

    from campaign.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Row:
    """A campaign in the table: `written` is how many of its offices a letter was written to."""

    campaign: Campaign
    confirmed: int
    written: int

    @property
    def goal(self) -> int:
        """The goal that its page shows."""
        return next_goal(self.confirmed, self.campaign.goal)

    @property
    def offices(self) -> int:
        """How many offices get its letters."""
        return len(self.campaign.recipients)


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the table; `sort` is a key, with "-" before it from high to low."""

    page: Window[Row]
    sort: str
    is_empty: bool


SORTS: Final[dict[str, Callable[[Row], Any]]] = {
    "item": lambda row: _natural(row.campaign.item.place),
    "title": lambda row: row.campaign.title.casefold(),
    "state": lambda row: list(State).index(State(row.campaign.state)),
    "confirmed": lambda row: row.confirmed,
    "goal": lambda row: row.confirmed / row.goal,
}


def table() -> Table:
    """The table that the request asks for with `q`, `state`, `sort` and `page`."""
    everything = campaigns.in_order()
    found = [campaign for campaign in everything if _fits(campaign)]
    ids = [campaign.id for campaign in found]
    counts, written = signatures.counts(ids), letters.offices_written_to(ids)
    rows = [Row(campaign, counts.get(campaign.id, 0), written.get(campaign.id, 0)) for campaign in found]
    sort = request.args.get("sort", "")
    if key := SORTS.get(sort.removeprefix("-")):
        rows.sort(key=key, reverse=sort.startswith("-"))
    return Table(window(rows), sort, is_empty=not everything)


def _fits(campaign: Campaign) -> bool:
    words = request.args.get("q", "").strip().casefold()
    state = request.args.get("state", "")
    return words in campaign.title.casefold() and state in {"", campaign.state}


def _natural(place: str) -> tuple[tuple[int, str], ...]:
    """So that item 10 comes after item 9."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|\D+", place))
