"""The number of a campaign: what is counted already, and the few confirmations after that.

A number is read in one statement, so that it is that of one moment: a window that is counted, or a signature
that is withdrawn, while somebody reads, stands in it once or not at all.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Row, Select, and_, func, literal, select, true, union_all

from campaign.campaigns.models import Campaign
from campaign.campaigns.values import State as Standing
from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.counting.models import Recount, Rollup, Tally
from campaign.signatures.counting.values import (
    AHEAD,
    BEGINNING,
    COUNTED_LIVE,
    HOUR,
    STATED_LIVE,
    ByState,
    Counted,
    summed,
)
from campaign.signatures.models import COUNTS, IS_WITHDRAWN, Signature
from campaign.signatures.switches import queries as switches
from campaign.signatures.switches.values import Figure
from campaign.signatures.values import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

_until: ColumnElement[datetime] = func.coalesce(
    Tally.counted_until, literal(BEGINNING, Tally.counted_until.type)
)


def now(campaign_id: str) -> Counted:
    """The number by country that pages show.

    Counted live, it is exact as long as not more than `COUNTED_LIVE` confirmations wait for their window, and
    less than the truth otherwise; it is never more. Where live counting is off, it is the last one, with its
    time.
    """
    if not switches.is_on(Figure.COUNTING) and (tally := _tally(campaign_id)):
        return Counted(tally.by_country, tally.counted_until)
    newest = (
        select(Signature.country)
        .where(
            Signature.campaign_id == campaign_id,
            COUNTS,
            Signature.confirmed_at > _counted_until(campaign_id),
        )
        .order_by(Signature.confirmed_at)
        .limit(COUNTED_LIVE)
        .subquery()
    )
    by_country = select(newest.c.country, func.count().label("count")).group_by(newest.c.country)
    return Counted(_with_tally(campaign_id, by_country))


def totals(campaign_ids: Sequence[str]) -> dict[str, int]:
    """The public number of each campaign; one without any is left out."""
    newest = (
        select(literal(1))
        .where(Signature.campaign_id == Campaign.id, COUNTS, Signature.confirmed_at > _until)
        # Else PostgreSQL, which cannot know how few there are, would look through the whole table for them.
        .order_by(Signature.confirmed_at)
        .limit(COUNTED_LIVE)
        .correlate(Campaign, Tally)
        .subquery()
    )
    total: ColumnElement[int] = func.coalesce(Tally.total, 0)
    if switches.is_on(Figure.COUNTING):
        total += select(func.count()).select_from(newest).correlate(Campaign, Tally).scalar_subquery()
    query = select(Campaign.id, total).outerjoin(Tally, Tally.id == Campaign.id)
    found = db.session.execute(query.where(Campaign.id.in_(campaign_ids)))
    return {campaign_id: count for campaign_id, count in found if count}


def at(campaign_id: str, until: datetime) -> dict[str, int]:
    """What counted at `until`, by country, to the signature: what was withdrawn since counted then.

    What was rejected since did not: it should never have counted.
    Of a campaign that is reduced, the hours that had ended by then are known, without what was withdrawn.
    """
    begins = _known_until(campaign_id, until)
    hours = select(Rollup.country, func.sum(Rollup.count)).where(
        Rollup.campaign_id == campaign_id, Rollup.hour < begins
    )
    of_campaign = select(Signature.country, func.count()).where(Signature.campaign_id == campaign_id)
    since = of_campaign.where(COUNTS, Signature.confirmed_at >= begins, Signature.confirmed_at <= until)
    taken_back = of_campaign.where(withdrawn_since(until))
    parts = (hours.group_by(Rollup.country), *(q.group_by(Signature.country) for q in (since, taken_back)))
    return summed((country, int(count)) for country, count in db.session.execute(union_all(*parts)))


def withdrawn_since(until: datetime) -> ColumnElement[bool]:
    """The condition that a signature counted at `until` and was withdrawn after it.

    One that was rejected before it was withdrawn counted at no moment: its verdict says so.
    """
    return and_(
        IS_WITHDRAWN,
        Signature.withdrawn_at > until,
        Signature.confirmed_at <= until,
        Signature.verdict == "",
    )


def by_state(campaign_id: str) -> ByState:
    """Signatures by state, for organizers.

    States of few are counted now. A state of more than `STATED_LIVE`, which would take longer the more there
    are, has the figure that the worker counted last, and its time.
    """
    tally = _tally(campaign_id)
    found = {state: _few(campaign_id, state) for state in (State.PENDING, State.WITHDRAWN, State.REJECTED)}
    many = [state for state, count in found.items() if count > STATED_LIVE]
    if many and (tally is None or tally.stated_at is None):
        found |= stated(campaign_id)
    elif many and tally:
        found |= {state: max(tally.by_state.get(state, 0), STATED_LIVE) for state in many}
    counts = {State.CONFIRMED: totals([campaign_id]).get(campaign_id, 0), **found}
    shown = {str(state): count for state, count in counts.items() if count}
    return ByState(shown, tally.stated_at if many and tally else None)


def stated(campaign_id: str) -> dict[State, int]:
    """How many are in each state but confirmed, counted one by one."""
    query = select(Signature.state, func.count()).where(
        Signature.campaign_id == campaign_id,
        Signature.state.in_((State.PENDING, State.WITHDRAWN, State.REJECTED)),
    )
    return {State(state): count for state, count in db.session.execute(query.group_by(Signature.state))}


def goals(campaign_id: str) -> list[tuple[int, datetime]]:
    """The goals that are met, lowest first, each with when it was; one that is met no more is left out."""
    reached = db.session.scalar(select(Tally.reached).where(Tally.id == campaign_id)) or {}
    return sorted((int(goal), datetime.fromisoformat(moment)) for goal, moment in reached.items())


def with_many() -> list[str]:
    """The campaigns of which a state has more than are counted for each page."""
    states = (State.PENDING, State.WITHDRAWN, State.REJECTED)
    ids = db.session.scalars(select(Campaign.id).where(Campaign.state != Standing.DRAFT))
    return [key for key in ids if any(_few(key, state) > STATED_LIVE for state in states)]


def idle(before: datetime) -> list[str]:
    """The published campaigns that were not looked at for new confirmations since a moment."""
    query = select(Tally.id).join(Campaign, Campaign.id == Tally.id)
    query = query.where(Campaign.state == Standing.PUBLISHED, Tally.counted_until < before)
    return list(db.session.scalars(query))


def ahead() -> list[str]:
    """The campaigns whose last window ends in the future, but for those that are reduced."""
    query = select(Tally.id).where(Tally.counted_until > clock.now() + AHEAD, Tally.reduced_at.is_(None))
    return list(db.session.scalars(query))


def due(until: datetime) -> list[str]:
    """The campaigns with confirmations that no window holds and that were given by `until`."""
    waiting = select(literal(1)).where(
        Signature.campaign_id == Campaign.id,
        COUNTS,
        Signature.confirmed_at > _until,
        Signature.confirmed_at <= until,
    )
    query = select(Campaign.id).outerjoin(Tally, Tally.id == Campaign.id)
    return list(db.session.scalars(query.where(waiting.correlate(Campaign, Tally).exists())))


def recounts() -> list[tuple[Campaign, Recount]]:
    """The last recount of each campaign, those that found another number first, then the latest."""
    query = select(Campaign, Recount).join(Recount, Recount.id == Campaign.id)
    order = (
        Recount.differed_at.is_(None),
        Recount.differed_at.desc(),
        Recount.finished_at.desc(),
        Campaign.id,
    )
    return [(campaign, recount) for campaign, recount in db.session.execute(query.order_by(*order))]


def _tally(
    campaign_id: str,
) -> Row[datetime, dict[str, int], dict[str, int], datetime | None, datetime | None] | None:
    columns = (Tally.counted_until, Tally.by_country, Tally.by_state, Tally.stated_at, Tally.reduced_at)
    return db.session.execute(select(*columns).where(Tally.id == campaign_id)).one_or_none()


def _known_until(campaign_id: str, until: datetime) -> datetime:
    """The hour from which on what counted at `until` is counted one by one."""
    tally = _tally(campaign_id)
    if tally is None:
        return BEGINNING
    begins = clock.hour_of(min(until, tally.counted_until))
    if tally.reduced_at and until >= tally.reduced_at:
        return max(begins, clock.hour_of(tally.reduced_at) + HOUR)
    return begins


def _few(campaign_id: str, state: State) -> int:
    some = select(literal(1)).where(Signature.campaign_id == campaign_id, Signature.state == state)
    query = select(func.count()).select_from(some.limit(STATED_LIVE + 1).subquery())
    return db.session.scalar(query) or 0


def _counted_until(campaign_id: str) -> ColumnElement[datetime]:
    until = select(Tally.counted_until).where(Tally.id == campaign_id).scalar_subquery()
    return func.coalesce(until, literal(BEGINNING, Tally.counted_until.type))


def _with_tally(campaign_id: str, query: Select[str, int]) -> dict[str, int]:
    newest = query.subquery()
    joined = (
        select(Tally.by_country, newest.c.country, newest.c.count)
        .select_from(Campaign)
        .outerjoin(Tally, Tally.id == Campaign.id)
        .outerjoin(newest, true())
        .where(Campaign.id == campaign_id)
    )
    rows = db.session.execute(joined).all()
    counted = rows[0].by_country if rows else None
    newer = [(country, number) for _counted, country, number in rows if country]
    return summed([*(counted or {}).items(), *newer])
