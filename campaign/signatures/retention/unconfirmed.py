"""Signatures that nobody confirmed go after 60 days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

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
    """Whether the campaign has such a signature; looks at the oldest of each state alone."""
    due = clock.now() - UNCONFIRMED
    for state in STATES:
        # Ids made later sort later, so the first one in the index is the oldest.
        oldest = select(Signature.created_at).where(*_never_confirmed(campaign_id, state))
        moment = db.session.scalar(oldest.order_by(Signature.id).limit(1))
        if moment is not None and moment < due:
            return True
    return False


def erase(campaign_id: str) -> None:
    """Delete them, in batches that are committed; whoever is killed in between is followed by the next."""
    for state in STATES:
        is_old = Signature.created_at < clock.now() - UNCONFIRMED
        while rows.delete_some(*_never_confirmed(campaign_id, state), is_old):
            pass


def _never_confirmed(campaign_id: str, state: State) -> tuple[ColumnElement[bool], ...]:
    return Signature.campaign_id == campaign_id, Signature.state == state, Signature.confirmed_at.is_(None)
