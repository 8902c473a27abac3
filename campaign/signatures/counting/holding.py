"""The tallies of campaigns, held by whoever changes them, with the hours that they are made of.

A withdrawal and the counting of a window wait here for each other: whichever comes second sees what the first
one did. Locks are taken in one order: signatures by id, then tallies by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, insert, select, update

from campaign.campaigns.models import Campaign
from campaign.core import upserts
from campaign.core.db import db
from campaign.signatures.counting.models import Rollup, Tally
from campaign.signatures.counting.values import BEGINNING, goals_reached, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    Hours = Mapping[tuple[datetime, str], int]


@dataclass(slots=True)
class Held:
    """A tally as it is while its lock is held; `save` writes what was changed of it."""

    id: str
    counted_until: datetime
    by_country: dict[str, int]
    reached: dict[str, str]
    reduced_at: datetime | None

    @property
    def total(self) -> int:
        """The number."""
        return sum(self.by_country.values())

    def holds(self, moment: datetime) -> bool:
        """Whether what was confirmed at that moment is counted."""
        return moment <= self.counted_until


def tallies(campaign_ids: Iterable[str], *, waiting: bool = True) -> dict[str, Held]:
    """The tallies of these campaigns, locked until the transaction ends, made where there are none.

    Without `waiting`, those that somebody else holds are left out.
    """
    ids = sorted(set(campaign_ids))
    there = set(db.session.scalars(select(Tally.id).where(Tally.id.in_(ids))))
    for campaign_id in ids:
        if campaign_id not in there:
            _make(campaign_id)
    held = (
        select(Tally.id, Tally.counted_until, Tally.by_country, Tally.reached, Tally.reduced_at)
        .where(Tally.id.in_(ids))
        .order_by(Tally.id)
        .with_for_update(skip_locked=not waiting)
    )
    return {row.id: Held(*row) for row in db.session.execute(held)}


def add(tally: Held, hours: Hours) -> None:
    """Add to the number what was confirmed in these hours and countries."""
    new = upserts.insert(Rollup)
    more_of_it = {"count": Rollup.count + new.excluded.count}
    rows = [
        {"campaign_id": tally.id, "hour": hour, "country": country, "count": count}
        for (hour, country), count in hours.items()
    ]
    if rows:
        key = ["campaign_id", "hour", "country"]
        db.session.execute(new.on_conflict_do_update(index_elements=key, set_=more_of_it), rows)
    more = [(country, count) for (_hour, country), count in hours.items()]
    tally.by_country = summed([*tally.by_country.items(), *more])


def take(tally: Held, hour: datetime, country: str) -> None:
    """Take one signature out of the number; what is not there is not taken."""
    db.session.execute(
        update(Rollup)
        .where(Rollup.campaign_id == tally.id, Rollup.hour == hour, Rollup.country == country)
        .values(count=case((Rollup.count > 0, Rollup.count - 1), else_=0))
        .execution_options(synchronize_session=False)
    )
    tally.by_country = summed([*tally.by_country.items(), (country, -1)])


def replace(tally: Held, hours: Iterable[datetime], counted: Hours) -> None:
    """Let these hours hold what was counted in them, and the number be the sum of all hours."""
    gone = delete(Rollup).where(Rollup.campaign_id == tally.id, Rollup.hour.in_(list(hours)))
    db.session.execute(gone.execution_options(synchronize_session=False))
    rows = [
        {"campaign_id": tally.id, "hour": hour, "country": country, "count": count}
        for (hour, country), count in counted.items()
    ]
    if rows:
        db.session.execute(insert(Rollup), rows)
    kept = select(Rollup.country, Rollup.count).where(Rollup.campaign_id == tally.id)
    tally.by_country = summed((country, count) for country, count in db.session.execute(kept))


def save(tally: Held, moment: datetime) -> None:
    """Write the tally, with the goals that are met now: one that is met no more is forgotten."""
    first = db.session.scalar(select(Campaign.goal).where(Campaign.id == tally.id)) or 1
    tally.reached = {
        str(goal): tally.reached.get(str(goal), moment.isoformat())
        for goal in goals_reached(tally.total, first)
    }
    db.session.execute(
        update(Tally)
        .where(Tally.id == tally.id)
        .values(
            counted_until=tally.counted_until,
            total=tally.total,
            by_country=tally.by_country,
            reached=tally.reached,
            reduced_at=tally.reduced_at,
        )
        .execution_options(synchronize_session=False)
    )


def _make(campaign_id: str) -> None:
    empty = {"counted_until": BEGINNING, "total": 0, "by_country": {}, "reached": {}, "by_state": {}}
    db.session.execute(upserts.insert(Tally).values(id=campaign_id, **empty).on_conflict_do_nothing())
