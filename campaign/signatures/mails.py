"""The mails to signers, each with the link that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.mailer import outbox
from campaign.mailer import services as mailer
from campaign.signatures import links

if TYPE_CHECKING:
    from datetime import datetime


def row(  # noqa: PLR0913 - a mail has this many sides
    kind: str,
    signature_id: str,
    email: str,
    language: str,
    title: str,
    *,
    days: int = links.LIVES.days,
    due_at: datetime | None = None,
    address_index: bytes | None = None,
) -> dict[str, Any]:
    """The row of a mail about a signature, `confirm`, `known` or `mine`; its link is good for `days` days."""
    link = links.confirm_url(signature_id) if kind == "confirm" else links.mine_url(signature_id)
    return outbox.row(
        kind,
        email,
        language,
        {"title": title, "link": link, "days": days},
        due_at=due_at,
        about=signature_id,
        notice=kind == "known",
        address_index=address_index,
    )


def write(  # noqa: PLR0913, PLR0917 - a mail has this many sides
    kind: str,
    signature_id: str,
    email: str,
    language: str,
    title: str,
    days: int = links.LIVES.days,
    due_at: datetime | None = None,
) -> None:
    """Add such a mail to the caller's transaction, to go at `due_at` or now."""
    mailer.add(row(kind, signature_id, email, language, title, days=days, due_at=due_at))
