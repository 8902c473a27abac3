"""When the mail of each signature may go, and what is noted of the networks that they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.signatures.screening import proof, rates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from sqlalchemy import Connection

    from campaign.core.straight import Straight
    from campaign.signatures.taking.values import Given


def of(
    given: Sequence[Given], connection: Connection | Straight, fresh: AbstractSet[bytes], now: datetime
) -> tuple[list[datetime], list[dict[str, Any]]]:
    """The moments, and the rows of `network_uses`; `fresh` are the nonces of proofs that are new."""
    networks = [None if one.verdict else one.network for one in given]
    moments = rates.due(connection, networks, now)
    uses = [
        rates.Use(one.campaign_id, one.network, rates.domain_of(one.signing.email), one.verdict)
        for one in given
    ]
    rows = rates.rows(uses, moments, now)
    unused = set(fresh)
    for at, one in enumerate(given):
        if one.asks_for_proof and not (one.proof and one.proof.nonce in unused):
            moments[at] = proof.due(moments[at], now)
        elif one.proof:
            # What stands twice among them counts for the first.
            unused.discard(one.proof.nonce)
    return moments, rows
