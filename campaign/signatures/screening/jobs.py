"""The jobs of screening: forgetting networks, and asking for proof of work when a trend says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, or_, select

from campaign.campaigns.models import Campaign
from campaign.core import clock
from campaign.core.db import db
from campaign.core.ids import first_at
from campaign.jobs import registry
from campaign.signatures.screening import known, network_keys, switching, trends
from campaign.signatures.screening.models import NetworkUse, ScreeningRule, UsedChallenge
from campaign.signatures.screening.ruleset import parse_hashed
from campaign.signatures.screening.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from campaign.jobs.registry import Job

FORGET_NETWORKS = "signatures.forget_networks"
LOOK_AFTER_PROOF = "signatures.look_after_proof"
# So many rows a transaction, so that nobody who signs waits long for it.
BATCH = 5_000


def register() -> None:
    """Say who forgets and who looks after trends, and when there is something to do."""
    registry.handler(FORGET_NETWORKS)(forget_networks)
    registry.handler(LOOK_AFTER_PROOF)(look_after_proof)
    registry.sweep(something_to_forget)
    registry.sweep(trending)


def something_to_forget() -> Iterator[Job]:
    """One job, if a use, a challenge, or the key of a day is too old."""
    now = clock.now()
    old = [exists().where(UsedChallenge.expires_at < now)]
    campaigns = db.session.scalars(select(Campaign.id)).all()
    old += [exists().where(NetworkUse.campaign_id == one, _are_over(now)) for one in campaigns]
    if network_keys.are_too_old() or any(db.session.scalar(select(one)) for one in old):
        yield FORGET_NETWORKS, ()


def trending() -> Iterator[Job]:
    """The campaigns that a trend wants to be asked for proof, or no more."""
    for campaign_id in sorted(trends.to_look_after()):
        yield LOOK_AFTER_PROOF, (campaign_id,)


def forget_networks() -> None:
    """Erase uses of networks after a day, used challenges once they expired, and keys after thirty days.

    With the key of a day go the rules about networks that were hashed on it: they can fit nobody any more.
    """
    now = clock.now()
    # Of each campaign by itself: only so the key finds the oldest.
    for campaign_id in db.session.scalars(select(Campaign.id)).all():
        _delete(NetworkUse, NetworkUse.id, NetworkUse.campaign_id == campaign_id, _are_over(now))
    _delete(UsedChallenge, UsedChallenge.nonce, UsedChallenge.expires_at < now)
    network_keys.erase_old()
    hashed = db.session.scalars(select(ScreeningRule).where(ScreeningRule.kind == Kind.HASHED))
    for rule in hashed:
        if parse_hashed(rule.value)[0] < network_keys.oldest():
            db.session.delete(rule)
    db.session.commit()
    known.forget()


def look_after_proof(campaign_id: str) -> None:
    """Ask for proof under this campaign, go on, or cease, as its trend is now."""
    campaign = db.session.get(Campaign, campaign_id)
    if campaign is None or not trends.is_on():
        return
    if found := next(trends.crossed(campaign_id), None):
        switching.begin(campaign, found.cause, found.figure, found.name)
    else:
        switching.end(campaign)


def _are_over(now: datetime) -> ColumnElement[bool]:
    # Whoever waits for her turn still counts for those who come after her.
    is_over = or_(NetworkUse.due_at.is_(None), NetworkUse.due_at < now)
    return and_(NetworkUse.id < first_at(now - trends.KEPT), is_over)


def _delete(model: type[NetworkUse | UsedChallenge], key: Any, *which: ColumnElement[bool]) -> None:  # noqa: ANN401 - a column
    while True:
        old = select(key).where(*which).limit(BATCH)
        erased = delete(model).where(*which, key.in_(old)).returning(key)
        gone = db.session.scalars(erased.execution_options(synchronize_session=False)).all()
        db.session.commit()
        if len(gone) < BATCH:
            return
