"""Beginning and ceasing to ask for proof of work under a campaign, by hand or by a trend, with the cause."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import update

from campaign.campaigns.models import Campaign
from campaign.campaigns.values import ProofMode
from campaign.core import clock
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.signatures.screening.models import ProofChange

if TYPE_CHECKING:
    from datetime import datetime

# Since a trend was last seen: so that it does not go on and off while an attack pauses.
LASTS: Final = timedelta(hours=1)


class Cause(StrEnum):
    """What made a campaign begin or cease to ask for proof."""

    BY_HAND = "by-hand"
    NETWORK = "network"
    DOMAIN = "domain"
    REJECTED = "rejected"
    OVER = "over"

    @property
    def label(self) -> str:
        """The cause as organizers read it."""
        return {
            Cause.BY_HAND: _("by hand"),
            Cause.NETWORK: _("many from one network"),
            Cause.DOMAIN: _("many from one mail domain"),
            Cause.REJECTED: _("many that were rejected"),
            Cause.OVER: _("no trend for an hour"),
        }[self]


def choose(campaign: Campaign, mode: ProofMode, account_id: str | None) -> None:
    """Let it be asked for always, never, or when a trend says so; what a trend has begun ends with this."""
    asked = campaign.asks_for_proof
    _set(campaign.id, proof_mode=mode, proof_until=None)
    asks = mode is ProofMode.ALWAYS
    if asks != asked:
        _note(campaign.id, asks=asks, cause=Cause.BY_HAND, account_id=account_id)
    db.session.commit()
    db.session.refresh(campaign)


def begin(campaign: Campaign, cause: Cause, figure: int, name: str = "") -> None:
    """Ask for it because of a trend, for as long as it `LASTS`; where it is on already, go on with it."""
    if campaign.proof_mode != ProofMode.TREND:
        return
    asked = campaign.asks_for_proof
    _set(campaign.id, proof_until=clock.now() + LASTS)
    if not asked:
        _note(campaign.id, asks=True, cause=cause, figure=figure, name=name)
    db.session.commit()
    db.session.refresh(campaign)


def end(campaign: Campaign) -> None:
    """Note that what a trend began is over, if its time is; doing it again changes nothing."""
    now = clock.now()
    over = db.session.scalar(
        update(Campaign)
        .where(Campaign.id == campaign.id, Campaign.proof_until <= now)
        .values(proof_until=None, updated_at=Campaign.updated_at)
        .returning(Campaign.id)
        .execution_options(synchronize_session=False)
    )
    if over:
        _note(campaign.id, asks=False, cause=Cause.OVER)
    db.session.commit()
    db.session.refresh(campaign)


def _set(campaign_id: str, **values: ProofMode | datetime | None) -> None:
    # Neither its version nor the time of its last change moves on: the page says the same as before.
    changed = update(Campaign).where(Campaign.id == campaign_id)
    db.session.execute(
        changed.values(updated_at=Campaign.updated_at, **values).execution_options(synchronize_session=False)
    )


def _note(campaign_id: str, **said: Any) -> None:  # noqa: ANN401 - the columns of a change
    db.session.add(ProofChange(id=new_id(), campaign_id=campaign_id, made_at=clock.now(), **said))
