"""Signatures that nobody confirmed go 60 days after the last mail about them, or after they were given.

So every link that is sent is good for as long as its mail says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.signatures.retention import rows
from campaign.signatures.retention.times import UNCONFIRMED
from campaign.signatures.values import State

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

STATES: Final = (State.PENDING, State.REJECTED)


def is_due(campaign_id: str) -> bool:
    """Whether the campaign has such a signature; looks at the oldest alone."""
    return any(
        db.session.scalar(select(Signature.id).where(*_due(campaign_id, state)).limit(1)) for state in STATES
    )


def erase(campaign_id: str) -> None:
    """Delete them, in batches that are committed; whoever is killed in between is followed by the next."""
    for state in STATES:
        due = _due(campaign_id, state)
        while rows.delete_some(*due):
            pass


def _due(campaign_id: str, state: State) -> tuple[ColumnElement[bool], ...]:
    moment = clock.now() - UNCONFIRMED
    kept = Signature.campaign_id == campaign_id, Signature.state == state, Signature.confirmed_at.is_(None)
    young = select(Signature.id).where(*kept, Signature.created_at >= moment).order_by(Signature.id).limit(1)
    is_due = func.coalesce(Signature.told_at, Signature.created_at) < moment
    # Ids made later sort later, so in the index all that may be due stands before the first that is young.
    if first := db.session.scalar(young):
        return *kept, is_due, Signature.id < first
    return *kept, is_due
