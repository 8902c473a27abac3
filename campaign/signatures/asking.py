"""Asking for a new link to confirm with, from one that has grown old or was lost."""

from __future__ import annotations

from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.signatures import links, mails, new_links, services
from campaign.signatures.models import Signature
from campaign.signatures.taking import telling
from campaign.signatures.values import State


def send_new_link(token: str) -> None:
    """Write a new link to the owner of an unconfirmed signature, from a link of hers that may be too old.

    Raises `TokenRefused`, `NoSuchSignature`, `CampaignClosed`, `WrittenToday`, `LinksUsedUp`, and
    `Unavailable` if nothing can be stored.
    """
    signature = services.confirmable_by(links.read_old(token, links.CONFIRM))
    if signature.state != State.PENDING:
        return
    try:
        told = telling.note_that_told(
            db.session.connection(),
            Signature.id == signature.id,
            Signature.state == State.PENDING,
            new_links.may_be_sent(),
        )
        if told:
            title = signature.campaign.title
            mails.write("confirm", signature.id, signature.email or "", signature.language, title)
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error
    if not told:
        db.session.refresh(signature)
        raise new_links.LinksUsedUp if signature.links_asked >= new_links.MOST else new_links.WrittenToday
