"""The row that a signature begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.core import clock
from campaign.core.ids import new_id
from campaign.signatures import consents
from campaign.signatures.values import State

if TYPE_CHECKING:
    from campaign.signatures.taking.values import Given


def signature(given: Given) -> dict[str, Any]:
    """The row of a new signature."""
    signing = given.signing
    return {
        "id": new_id(),
        "campaign_id": given.campaign_id,
        "address_index": given.address_index,
        "state": str(State.REJECTED if given.verdict else State.PENDING),
        "verdict": given.verdict,
        "name": signing.name,
        "email": signing.email,
        "city": signing.city or None,
        "comment": signing.comment or None,
        "country": signing.country,
        "language": given.language,
        "show_name": signing.show_name,
        "deliver_name": signing.deliver_name,
        "updates": signing.updates,
        "consents": consents.at_signing(signing),
        "links_asked": 0,
        "hidden": False,
        "reason": "",
        "created_at": clock.now(),
    }
