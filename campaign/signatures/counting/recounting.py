"""Proving a campaign's number from its signatures, and putting right what differs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db, only_reading
from campaign.signatures.counting import holding, hours
from campaign.signatures.counting.models import Rollup, Tally
from campaign.signatures.counting.values import AHEAD, BEGINNING, HOUR, LATE, Found, summed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from campaign.signatures.counting.holding import Held, Hours

_log = structlog.get_logger(__name__)


def recount(campaign_id: str, since: datetime | None = None) -> Found:
    """Count all that windows hold again, one by one, and put right what differs; commits, and logs it.

    The counting itself locks nothing, however long it takes; only an hour that differs is counted once more
    under the lock of the tally. With `since`, the hours before it are left out.
    """
    begun = time.monotonic()
    with only_reading():
        suspects = _differing(campaign_id, since)
        db.session.rollback()
    found = _put_right(campaign_id, suspects)
    if found.differs:
        _log.warning(
            "a recount found another number, and put it right",
            campaign=campaign_id,
            said=sum(found.said.values()),
            counted=sum(found.counted.values()),
            hours=[hour.isoformat() for hour in found.hours],
        )
    return Found(found.said, found.counted, found.hours, round(time.monotonic() - begun, 3))


def step_back(campaign_id: str) -> None:
    """Count again by the clock where a window ends in the future: a clock was wrong for a while; commits.

    The number of a campaign that is reduced stays: what it was counted from may be gone.
    """
    tally = holding.tallies([campaign_id])[campaign_id]
    now = clock.now()
    if tally.reduced_at is None and tally.counted_until > now + AHEAD:
        tally.counted_until = now - LATE
        begins = clock.hour_of(tally.counted_until)
        later = select(Rollup.hour).where(Rollup.campaign_id == campaign_id, Rollup.hour >= begins)
        there = set(db.session.scalars(later))
        counted = hours.confirmed(campaign_id, since=begins, until=tally.counted_until)
        holding.replace(tally, there, counted)
        holding.save(tally, now)
        _log.warning("the clock went back, counting goes on from now", campaign=campaign_id)
    db.session.commit()


def _differing(campaign_id: str, since: datetime | None) -> set[datetime] | None:
    """The hours that seem to differ; None where hours and number agree with the signatures."""
    query = select(Tally.counted_until, Tally.by_country, Tally.reduced_at).where(Tally.id == campaign_id)
    tally = db.session.execute(query).one_or_none()
    if tally is None:
        return None
    begins = _begins(tally.reduced_at, since)
    said = _said(campaign_id, begins)
    counted = hours.confirmed(campaign_id, since=begins, until=tally.counted_until)
    differing = {key[0] for key in said.keys() | counted.keys() if said.get(key) != counted.get(key)}
    if not differing and tally.by_country == _sum(campaign_id):
        return None
    return differing


def _put_right(campaign_id: str, suspects: set[datetime] | None) -> Found:
    if suspects is None:
        said = db.session.scalar(select(Tally.by_country).where(Tally.id == campaign_id)) or {}
        db.session.rollback()
        return Found(said, said)
    tally = holding.tallies([campaign_id])[campaign_id]
    said, differing = tally.by_country, []
    for hour in sorted(suspects):
        before = {key: count for key, count in _said(campaign_id, hour, hour + HOUR).items() if count}
        counted = _of_hour(tally, hour)
        if before != counted:
            differing.append(hour)
            holding.replace(tally, [hour], counted)
    holding.replace(tally, [], {})
    found = Found(said, tally.by_country, tuple(differing))
    if found.differs:
        holding.save(tally, clock.now())
    db.session.commit()
    return found


def _of_hour(tally: Held, hour: datetime) -> Hours:
    counted = hours.confirmed(tally.id, since=hour, until=min(hour + HOUR, tally.counted_until))
    return {key: count for key, count in counted.items() if key[0] == hour}


def _begins(reduced_at: datetime | None, since: datetime | None) -> datetime:
    """What was confirmed before a campaign was reduced may be gone, and so may be the rest of that hour."""
    kept = clock.hour_of(reduced_at) + HOUR if reduced_at else BEGINNING
    return max(kept, clock.hour_of(since) if since else BEGINNING)


def _said(
    campaign_id: str, begins: datetime, ends: datetime | None = None
) -> Mapping[tuple[datetime, str], int]:
    query = select(Rollup.hour, Rollup.country, Rollup.count).where(
        Rollup.campaign_id == campaign_id, Rollup.hour >= begins, Rollup.count > 0
    )
    if ends:
        query = query.where(Rollup.hour < ends)
    return {(hour, country): count for hour, country, count in db.session.execute(query)}


def _sum(campaign_id: str) -> dict[str, int]:
    kept = select(Rollup.country, Rollup.count).where(Rollup.campaign_id == campaign_id)
    return summed((country, count) for country, count in db.session.execute(kept))
