"""Deleting whole rows of signatures, with all that other tables hold about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.signatures.log.queries import is_settled
from campaign.signatures.models import Signature

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

BATCH = 500


def delete_some(*conditions: ColumnElement[bool]) -> bool:
    """Delete the first `BATCH` signatures that meet the conditions, and commit; says whether there were any.

    One of which the log has something to say stays until that is said. Two workers that do it at once get
    different rows on PostgreSQL, and one waits for the other on SQLite.
    """
    query = select(Signature.id).where(*conditions, is_settled()).order_by(Signature.id).limit(BATCH)
    ids = list(db.session.scalars(query.with_for_update(of=Signature, skip_locked=True)))
    if ids:
        mailer.erase_about(ids)
        db.session.execute(
            delete(Signature).where(Signature.id.in_(ids)).execution_options(synchronize_session=False)
        )
    db.session.commit()
    return bool(ids)
