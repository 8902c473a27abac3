"""What is kept of mails that went out, and for how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from campaign.core import clock
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.mailer.values import State

KEPT_FOR: Final = timedelta(days=90)
BATCH: Final = 500


def is_one_old() -> bool:
    """Whether the record of a mail is older than that; looks at the oldest alone."""
    oldest = select(Message.created_at).where(Message.state != State.QUEUED).order_by(Message.id).limit(1)
    moment = db.session.scalar(oldest)
    return moment is not None and moment < clock.now() - KEPT_FOR


def erase_old() -> None:
    """Delete the records that are, in batches that are committed."""
    is_old = Message.created_at < clock.now() - KEPT_FOR
    query = select(Message.id).where(Message.state != State.QUEUED, is_old).order_by(Message.id).limit(BATCH)
    while ids := list(db.session.scalars(query.with_for_update(skip_locked=True))):
        db.session.execute(
            delete(Message).where(Message.id.in_(ids)).execution_options(synchronize_session=False)
        )
        db.session.commit()
    db.session.commit()
