"""Which signatures a page's token opens: that of a mail leads to a button, that of the button to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.tokens import TokenRefused, TokenTooOld
from campaign.signatures import links, queries, services
from campaign.signatures.values import NoSuchSignature, State

if TYPE_CHECKING:
    from campaign.signatures.models import Signature


def signatures(token: str) -> list[Signature]:
    """All that the owner of `token` signed; raises `TokenRefused`, `TokenTooOld`, `NoSuchSignature`."""
    return queries.of_the_same_owner(services.signature_of(token, links.OPENED))


def is_from_a_mail(token: str) -> bool:
    """Whether this is the token of a mail, which opens nothing by itself; raises what `signatures` raises."""
    try:
        links.read(token, links.OPENED)
    except TokenTooOld:
        raise
    except TokenRefused:
        services.signature_of(token, links.MINE)
        return True
    return False


def signature(token: str, signature_id: str) -> Signature:
    """One of them; raises `NoSuchSignature` also for one that is somebody else's."""
    for found in signatures(token):
        if found.id == signature_id:
            return found
    raise NoSuchSignature(_("This signature is not among yours."))


def correctable(token: str, signature_id: str) -> Signature:
    """One of them that counts, or may; raises `NoSuchSignature`."""
    found = signature(token, signature_id)
    if found.state not in {State.PENDING, State.CONFIRMED}:
        raise NoSuchSignature(_("The organizers have taken this signature out of the count."))
    return found
