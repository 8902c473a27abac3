"""The mails to signers, each with the link that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.mailer import services as mailer
from campaign.signatures import links

if TYPE_CHECKING:
    from datetime import datetime


def write(  # noqa: PLR0913, PLR0917 - a mail has this many sides
    kind: str, signature_id: str, email: str, language: str, title: str, due_at: datetime | None = None
) -> None:
    """Add a mail of this kind about a signature to the caller's transaction, to go at `due_at` or now."""
    link = links.confirm_url(signature_id) if kind == "confirm" else links.mine_url(signature_id)
    context = {
        "title": title,
        "link": link,
        "days": links.LIVES.days,
        "organization": campaigns.organization().name,
    }
    mailer.write(kind, email, language, context, due_at=due_at, about=signature_id, notice=kind == "known")
