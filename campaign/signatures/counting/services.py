"""Counting windows, taking out what was counted, moving it, and keeping only numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.counting import holding, hours
from campaign.signatures.counting.models import Tally
from campaign.signatures.counting.values import AT_ONCE
from campaign.signatures.models import COUNTS, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from campaign.signatures.counting.holding import Held
    from campaign.signatures.values import State


def count(campaign_id: str, until: datetime) -> bool:
    """Count what was confirmed since the last window and by `until`; commits.

    A window is counted and noted as counted in one transaction, which holds the tally: killed at any line, it
    was counted wholly or not at all, and two workers never count the same one. That lock is the lease: what a
    killed worker held is free at once, and what another one holds is left to it.
    Gives whether anything is left to count by `until`, for a transaction takes `AT_ONCE` confirmations.
    """
    tally = holding.tallies([campaign_id], waiting=False).get(campaign_id)
    if tally is None or tally.holds(until):
        db.session.rollback()
        return False
    end = _end(tally, until)
    holding.add(tally, hours.confirmed(campaign_id, after=tally.counted_until, until=end))
    tally.counted_until = end
    holding.save(tally, end)
    db.session.commit()
    return end < until


def taken_out(signatures: Iterable[Signature]) -> None:
    """Take signatures that count out of the number, in the caller's transaction.

    Call it before their states are changed, or their rows go. They stay locked, so that what it saw of them
    holds until the commit: one that is withdrawn twice at once leaves the number once.
    """
    counting = (
        select(Signature.campaign_id, Signature.country, Signature.confirmed_at)
        .where(Signature.id.in_([signature.id for signature in signatures]), COUNTS)
        .order_by(Signature.id)
        .with_for_update()
    )
    with db.session.no_autoflush:
        rows = db.session.execute(counting).all()
        tallies = holding.tallies({row.campaign_id for row in rows}) if rows else {}
        for row in rows:
            tally = tallies[row.campaign_id]
            if tally.holds(row.confirmed_at):
                holding.take(tally, clock.hour_of(row.confirmed_at), row.country)
        for tally in tallies.values():
            holding.save(tally, clock.now())


def moved(signature: Signature, old_country: str) -> None:
    """Let a signature whose country was corrected count in its new one, in the caller's transaction.

    Call it after the change; the new one is read from the row, whatever the object knows of it. Read
    `old_country` from the row while you hold it (`with_for_update`), or two corrections at once take it from
    the same country twice.
    """
    columns = select(Signature.campaign_id, Signature.country, Signature.confirmed_at)
    counting = columns.where(Signature.id == signature.id, COUNTS).with_for_update()
    row = db.session.execute(counting).one_or_none()
    if row is None or row.country == old_country:
        return
    tally = holding.tallies([row.campaign_id])[row.campaign_id]
    if tally.holds(row.confirmed_at):
        hour = clock.hour_of(row.confirmed_at)
        holding.take(tally, hour, old_country)
        holding.add(tally, {(hour, row.country): 1})
        holding.save(tally, clock.now())


def keep_number(campaign_id: str) -> None:
    """Keep the number of a campaign as it is now, whatever becomes of the signatures that made it.

    In the caller's transaction. Call it before signatures are erased because their time is over: all are
    counted first, and no recount looks at what was confirmed by now again. Should the campaign take
    signatures again, they are added. A signer who withdraws afterwards is still taken out.
    """
    tally, now = holding.tallies([campaign_id])[campaign_id], clock.now()
    holding.add(tally, hours.confirmed(campaign_id, after=tally.counted_until))
    newest = select(func.max(Signature.confirmed_at)).where(Signature.campaign_id == campaign_id, COUNTS)
    tally.counted_until = max(now, tally.counted_until, db.session.scalar(newest) or now)
    tally.reduced_at = now
    holding.save(tally, now)


def note_states(campaign_id: str, counts: Mapping[State, int]) -> None:
    """Keep what was counted of the other states, with the time; commits."""
    holding.tallies([campaign_id])
    noted = update(Tally).where(Tally.id == campaign_id)
    noted = noted.values(by_state={str(state): n for state, n in counts.items()}, stated_at=clock.now())
    db.session.execute(noted.execution_options(synchronize_session=False))
    db.session.commit()


def _end(tally: Held, until: datetime) -> datetime:
    last = (
        select(Signature.confirmed_at)
        .where(
            Signature.campaign_id == tally.id,
            COUNTS,
            Signature.confirmed_at > tally.counted_until,
            Signature.confirmed_at <= until,
        )
        .order_by(Signature.confirmed_at)
        .offset(AT_ONCE - 1)
        .limit(1)
    )
    return db.session.scalar(last) or until
