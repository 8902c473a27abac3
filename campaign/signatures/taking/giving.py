"""What is found out of a signature before it is stored: nothing here waits for the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from campaign.core import addresses
from campaign.signatures.screening import network_keys, proof
from campaign.signatures.screening import services as screening
from campaign.signatures.taking.values import Given

if TYPE_CHECKING:
    from campaign.signatures.screening.values import Visit
    from campaign.signatures.values import Signing


class Signable(Protocol):
    """A campaign, or what is known of one."""

    @property
    def id(self) -> str:
        """The campaign's."""

    @property
    def slug(self) -> str:
        """For which proofs are made."""

    @property
    def title(self) -> str:
        """What the mail calls it."""

    @property
    def asks_for_proof(self) -> bool:
        """Whether a mail is held without one."""


def given(campaign: Signable, signing: Signing, language: str, visit: Visit | None) -> Given:
    """A signature from the page, screened; without a visit everything is taken.

    Raises `Unavailable` where its network cannot be hashed.
    """
    index = addresses.index(signing.email)
    if visit is None:
        return Given(campaign.id, campaign.title, signing, language, index)
    verdict = screening.judge(campaign.id, signing, visit)
    asks = campaign.asks_for_proof and not verdict
    return Given(
        campaign.id,
        campaign.title,
        signing,
        language,
        index,
        verdict=verdict or "",
        network=network_keys.hashed(campaign.id, visit.network) if visit.network else None,
        asks_for_proof=asks,
        proof=proof.solved(campaign.slug, visit.proof) if asks else None,
    )


def entered(campaign_id: str, title: str, signing: Signing, language: str) -> Given:
    """A signature that was collected elsewhere: nobody is told of one that is known."""
    index = addresses.index(signing.email)
    return Given(campaign_id, title, signing, language, index, tells_owner=False)
