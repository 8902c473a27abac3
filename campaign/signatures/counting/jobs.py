"""What the worker does for the numbers: windows every few seconds, a second look, and the nightly recount."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select, update

from campaign.core import clock, upserts
from campaign.core.db import db, only_reading
from campaign.jobs import leases, registry
from campaign.signatures.counting import queries, recounting, services
from campaign.signatures.counting.models import Recount, Tally
from campaign.signatures.counting.values import LATE, last_night
from campaign.signatures.switches import queries as switches
from campaign.signatures.switches.values import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from threading import Event

    from campaign.jobs.registry import Job
    from campaign.signatures.counting.values import Found

RECOUNT = "signatures.recount"
EVERY_S: Final = 2.0
# What takes long is done seldom: at most this part of the time goes into it.
SHARE: Final = 0.02
LOOK_AGAIN_S, STATES_S = 30.0, 10.0
# A confirmation that takes longer than this to be committed is found by the next recount.
LATEST: Final = timedelta(minutes=2)
# A campaign that nobody signs has its time moved on this often.
IDLE: Final = timedelta(minutes=1)


def register() -> None:
    """Say who recounts a campaign, and which wait for it."""
    registry.handler(RECOUNT)(recount)
    registry.sweep(not_recounted)


def not_recounted() -> Iterator[Job]:
    """The campaigns whose numbers were not proved since last night."""
    if not switches.is_on(Figure.RECOUNT):
        return
    due = or_(Recount.finished_at.is_(None), Recount.finished_at < last_night(clock.now()))
    waiting = select(Tally.id).outerjoin(Recount, Recount.id == Tally.id)
    for campaign_id in db.session.scalars(waiting.where(due, or_(Recount.id.is_(None), Recount.is_free()))):
        yield RECOUNT, (campaign_id,)


def recount(campaign_id: str) -> None:
    """Prove the number of a campaign, unless another worker is at it, and note what was found."""
    row = upserts.insert(Recount).values(id=campaign_id, said=0, counted=0, seconds=0.0, difference={})
    db.session.execute(row.on_conflict_do_nothing())
    db.session.commit()
    lease = leases.take(Recount, Recount.id == campaign_id)
    if not lease.ids:
        return
    with lease.kept():
        found = recounting.recount(campaign_id)
    _note(campaign_id, found)
    lease.give_back()


class Counter:
    """Counts for as long as a worker lives; it remembers what to look at again, and when."""

    def __init__(self) -> None:
        self._counted: dict[str, datetime] = {}
        self._look_at = self._states_at = time.monotonic()

    def turn(self, stop: Event) -> None:
        """Count all windows that are due, and what is due less often, unless `stop` is set."""
        with only_reading():
            is_on, states_are_on = switches.is_on(Figure.COUNTING), switches.is_on(Figure.STATES)
            db.session.rollback()
        if is_on:
            self._count(stop)
        if self._counted and not stop.is_set() and time.monotonic() >= self._look_at:
            self._look_at = _when_next(LOOK_AGAIN_S, self._look_again)
        if states_are_on and not stop.is_set() and time.monotonic() >= self._states_at:
            self._states_at = _when_next(STATES_S, count_states)

    def _count(self, stop: Event) -> None:
        until = clock.now() - LATE
        with only_reading():
            due, ahead, idle = queries.due(until), queries.ahead(), queries.idle(until - IDLE)
            db.session.rollback()
        for campaign_id in ahead:
            recounting.step_back(campaign_id)
        for campaign_id in due:
            self._counted.setdefault(campaign_id, until)
            while not stop.is_set() and services.count(campaign_id, until):
                pass
        # So that the time that a number is said to be of is not that of its last signature.
        for campaign_id in set(idle) - set(due):
            services.count(campaign_id, until)

    def _look_again(self) -> None:
        """Count the hours of the last windows once more, for what was committed late."""
        while self._counted:
            campaign_id, since = self._counted.popitem()
            recounting.recount(campaign_id, since - LATEST)


def count_states() -> None:
    """Count the states of campaigns that are too large to be counted for each page."""
    with only_reading():
        found = {campaign_id: queries.stated(campaign_id) for campaign_id in queries.with_many()}
        db.session.rollback()
    for campaign_id, counts in found.items():
        services.note_states(campaign_id, counts)


def _when_next(every_s: float, work: Callable[[], None]) -> float:
    begun = time.monotonic()
    work()
    ended = time.monotonic()
    return ended + max(every_s, (ended - begun) / SHARE)


def _note(campaign_id: str, found: Found) -> None:
    now, said, counted = clock.now(), sum(found.said.values()), sum(found.counted.values())
    noted: dict[str, object] = {
        "finished_at": now,
        "said": said,
        "counted": counted,
        "seconds": found.seconds,
    }
    if found.differs:
        hours = [hour.isoformat() for hour in found.hours]
        noted |= {"differed_at": now, "difference": {"said": said, "counted": counted, "hours": hours}}
    query = update(Recount).where(Recount.id == campaign_id).values(noted)
    db.session.execute(query.execution_options(synchronize_session=False))
    db.session.commit()
