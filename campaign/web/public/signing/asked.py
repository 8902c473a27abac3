"""What the form says of its campaign: plain values that are kept for some seconds.

Signing asks no database for them. Whether the campaign takes signatures is asked when they are stored.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from flask import current_app

from campaign.campaigns import queries
from campaign.core.db import db

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign

KEPT_S: Final = 2.0
_NAME: Final = "campaign.asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which campaign it is, and who gets the names; it comes back also when the database is away."""

    slug: str
    title: str = ""
    offices: tuple[str, ...] = ()
    id: str = ""
    asks_for_proof: bool = False
    # Where to go on from a signature that was taken.
    thanks: str = ""

    @classmethod
    def of(cls, campaign: Campaign) -> Asked:
        """What is said of `campaign`."""
        offices = tuple(row.recipient.office for row in campaign.recipients)
        # Also outside of a request, where Flask's own `url_for` does not know the site's name.
        places = current_app.url_map.bind("")
        thanks = places.build("public.signing.check_mail", {"slug": campaign.slug})
        return cls(campaign.slug, campaign.title, offices, campaign.id, campaign.asks_for_proof, thanks)


def kept_asked(slug: str) -> Asked:
    """What is said of the public campaign with this slug, some seconds old; raises `NoSuchCampaign`."""
    kept: _Kept = current_app.extensions.setdefault(_NAME, _Kept())
    made_at, asked = kept.said.get(slug, (0.0, None))
    if asked and time.monotonic() - made_at < KEPT_S:
        return asked
    # While one asks, and the database may not answer, the others do with what was said before.
    one_asks = asked is not None
    if asked and not kept.lock.acquire(blocking=False):
        return asked
    try:
        asked = Asked.of(queries.public_by_slug(slug))
        kept.said[slug] = time.monotonic(), asked
        return asked
    finally:
        if one_asks:
            kept.lock.release()
        # Who goes on to wait for others holds no connection: there are fewer of them than of threads.
        db.session.rollback()


@dataclass(slots=True)
class _Kept:
    said: dict[str, tuple[float, Asked]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
