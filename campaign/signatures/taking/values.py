"""A signature as it was given, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaign.signatures.screening.proof import Solved
    from campaign.signatures.values import Signing


class Fate(Enum):
    """What became of a signature that was given."""

    STORED = "stored"
    # The address holds a signature under the campaign.
    KNOWN = "known"
    CLOSED = "closed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody signs and in which language she reads; of the address also its index.

    `title` is the campaign's, for the mail. `tells_owner` is whether the owner of an address that has signed
    before gets a mail. The others are what screening found: a verdict, or none; the network, hashed, or
    None; whether a proof of work is asked for, and the challenge that was solved.
    """

    campaign_id: str
    title: str
    signing: Signing
    language: str
    address_index: bytes
    tells_owner: bool = True
    verdict: str = ""
    network: bytes | None = None
    asks_for_proof: bool = False
    proof: Solved | None = None
