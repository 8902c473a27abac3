"""The mails to signers, each with the link that it is about."""

from __future__ import annotations

from campaign.campaigns import queries as campaigns
from campaign.mailer import services as mailer
from campaign.signatures import links


def write(  # noqa: PLR0913, PLR0917 - a mail has this many sides
    kind: str, signature_id: str, email: str, language: str, title: str, days: int = links.LIVES.days
) -> None:
    """Add a mail of this kind to the caller's transaction; its link is good for `days` days."""
    link = links.confirm_url(signature_id) if kind == "confirm" else links.mine_url(signature_id)
    context = {
        "title": title,
        "link": link,
        "days": days,
        "organization": campaigns.organization().name,
    }
    mailer.write(kind, email, language, context, about=signature_id, notice=kind == "known")
