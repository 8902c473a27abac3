"""Erasing all that is held about the owner of an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.mailer import services as mailer
from campaign.signatures import services

if TYPE_CHECKING:
    from campaign.signatures.models import Signature


def erase(signatures: list[Signature]) -> None:
    """Withdraw these signatures of one owner, and erase the records of her mails and what she wished of them.

    A country and moments stay of each, which name nobody.
    """
    for index in {one.address_index for one in signatures if one.address_index}:
        mailer.forget_address(index)
    # In one transaction with withdrawing, which commits.
    mailer.erase_about([signature.id for signature in signatures])
    services.withdraw(signatures)
