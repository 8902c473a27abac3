"""Letting in what screening has rejected: somebody has looked at it, and takes it for a person's."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from campaign.campaigns.values import CampaignClosed
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.signatures import mails
from campaign.signatures.models import Signature
from campaign.signatures.screening.values import Verdict
from campaign.signatures.values import State


def can_be_let_in(signature: Signature) -> bool:
    """Whether screening has rejected it, and not a person."""
    return signature.state == State.REJECTED and signature.verdict not in {"", Verdict.BY_HAND}


def let_in(signature: Signature) -> None:
    """Make it pending, as if nothing had been found, and send the mail that confirms it.

    Raises `Conflict` where it was not rejected by screening, or its address holds another signature under the
    campaign by now; `CampaignClosed`.
    """
    if not can_be_let_in(signature):
        raise Conflict(_("This signature was not set aside by screening. There is nothing to let in."))
    campaign, email, now = signature.campaign, signature.email, clock.now()
    if not campaign.is_open:
        raise CampaignClosed
    query = (
        update(Signature)
        .where(Signature.id == signature.id, Signature.state == State.REJECTED)
        .values(state=State.PENDING, verdict="", told_at=now)
        .returning(Signature.id)
        .execution_options(synchronize_session=False)
    )
    try:
        changed = db.session.scalar(query)
    except IntegrityError as error:
        db.session.rollback()
        message = _("The same address has signed this campaign meanwhile. One signature of it is enough.")
        raise Conflict(message) from error
    if changed and email:
        mails.write("confirm", signature.id, email, signature.language, campaign.title)
    db.session.commit()
    db.session.refresh(signature)
