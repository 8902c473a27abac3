"""What screening says of one signing: its verdict, and when its mail may go; and the use of its network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.screening import network_keys, proof, rates, services
from campaign.signatures.screening.models import NetworkUse

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign
    from campaign.signatures.screening.values import Verdict, Visit
    from campaign.signatures.values import Signing


@dataclass(frozen=True, slots=True)
class Screened:
    """Why the signature is rejected, or None; and when its confirmation mail may go."""

    verdict: Verdict | None
    due_at: datetime


def screen(campaign: Campaign, signing: Signing, visit: Visit | None) -> Screened:
    """Judge one signing in the session's transaction, and note there that its network was used.

    Without a visit, such as for what is entered by an organizer, everything is taken. Raises `Unavailable`
    where the network cannot be hashed, and what the database raises.
    """
    now = clock.now()
    if visit is None:
        return Screened(None, now)
    verdict = services.judge(campaign.id, signing, visit)
    network = network_keys.hashed(campaign.id, visit.network) if visit.network else None
    [moment] = [now] if verdict else rates.due(db.session, [network], now)
    use = rates.Use(campaign.id, network, rates.domain_of(signing.email), verdict or "")
    if rows := rates.rows([use], [moment], now):
        db.session.execute(insert(NetworkUse), rows)
    if not verdict and campaign.asks_for_proof and not proof.check(campaign, visit.proof):
        moment = proof.due(moment, now)
    return Screened(verdict, moment)
