"""Which signatures a page's token opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.signatures import links, queries, services
from campaign.signatures.values import NoSuchSignature

if TYPE_CHECKING:
    from campaign.signatures.models import Signature


def signatures(token: str) -> list[Signature]:
    """All that the owner of `token` signed; raises `TokenRefused`, `TokenTooOld`, `NoSuchSignature`."""
    return queries.of_the_same_owner(services.signature_of(token, links.MINE))


def signature(token: str, signature_id: str) -> Signature:
    """One of them; raises `NoSuchSignature` also for one that is somebody else's."""
    for found in signatures(token):
        if found.id == signature_id:
            return found
    raise NoSuchSignature(_("This signature is not among yours."))
