"""The rows that a signature begins with: its own, and that of the mail that confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.core import clock
from campaign.core.ids import new_id
from campaign.mailer import outbox
from campaign.signatures import links
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
        "state": str(State.PENDING),
        "name": signing.name,
        "email": signing.email,
        "city": signing.city or None,
        "comment": signing.comment or None,
        "country": signing.country,
        "language": given.language,
        "show_name": signing.show_name,
        "deliver_name": signing.deliver_name,
        "updates": signing.updates,
        "hidden": False,
        "reason": "",
        "created_at": clock.now(),
    }


def confirmation(row: dict[str, Any], title: str) -> dict[str, Any]:
    """The row of the mail that confirms the signature with this row."""
    return mail("confirm", row["id"], row["email"], row["language"], title, row["address_index"])


def mail(  # noqa: PLR0913, PLR0917 - a mail has this many sides
    kind: str, signature_id: str, email: str, language: str, title: str, address_index: bytes | None
) -> dict[str, Any]:
    """The row of a mail about a signature: `confirm`, `known` or `mine`."""
    link = links.confirm_url(signature_id) if kind == "confirm" else links.mine_url(signature_id)
    return outbox.row(
        kind,
        email,
        language,
        {"title": title, "link": link, "days": links.LIVES.days},
        about=signature_id,
        notice=kind == "known",
        address_index=address_index,
    )
