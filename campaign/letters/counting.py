"""What counted at a moment, and the list that proves it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.letters.values import Audience
from campaign.signatures import queries as signatures

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Count:
    """The confirmed signatures of a campaign by country code, as of a moment.

    `list_sha256` is the hash of the list of them, in hexadecimal digits, or empty where none was made.
    """

    by_country: dict[str, int]
    as_of: datetime
    list_sha256: str = ""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_country.values())


def counted_at(campaign: Campaign, audience: Audience, cutoff: datetime) -> Count:
    """What counted at the cut-off; for the organization's certificate with the hash of the list.

    The list has a line for each signature that counted, in the order of signing: its id, its country, and the
    moment of its confirmation in UTC, apart by tabs, each ended by a line feed.
    """
    if audience is Audience.SIGNERS:
        return Count(signatures.counts_by_country(campaign.id, cutoff), cutoff)
    counts: Counter[str] = Counter()
    digest = hashlib.sha256()
    for key, country, confirmed_at in signatures.listed(campaign.id, cutoff):
        counts[country] += 1
        digest.update(f"{key}\t{country}\t{confirmed_at:%Y-%m-%dT%H:%M:%S}Z\n".encode())
    return Count(dict(counts), cutoff, digest.hexdigest())
