"""What the form says of its campaign: plain values that are kept for a second.

Signing asks no database for them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import current_app

from campaign.campaigns import queries

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign

KEPT_S: Final = 1.0
_NAME: Final = "campaign.asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which campaign it is, and who gets the names; it comes back also when the database is away."""

    slug: str
    title: str = ""
    offices: tuple[str, ...] = ()
    id: str = ""

    @classmethod
    def of(cls, campaign: Campaign) -> Asked:
        """What is said of `campaign`."""
        offices = tuple(row.recipient.office for row in campaign.recipients)
        return cls(campaign.slug, campaign.title, offices, campaign.id)


def kept_asked(slug: str) -> Asked:
    """What is said of the public campaign with this slug, a second old at most; raises `NoSuchCampaign`."""
    kept: dict[str, tuple[float, Asked]] = current_app.extensions.setdefault(_NAME, {})
    now = time.monotonic()
    made_at, asked = kept.get(slug, (now - KEPT_S, None))
    if asked is None or now - made_at >= KEPT_S:
        asked = Asked.of(queries.public_by_slug(slug))
        kept[slug] = now, asked
    return asked
