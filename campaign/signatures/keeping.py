"""Keeping the paragraph that a signer wrote for the letters in her name, and taking it out again."""

from __future__ import annotations

from sqlalchemy import update

from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.signatures import own_words
from campaign.signatures.models import Signature
from campaign.signatures.values import NameIsNotGiven, NoSuchSignature, State


def keep_own_words(signature: Signature, text: str) -> None:
    """Store the paragraph for the letters to all offices in the signer's name; empty, forget it.

    Raises `CannotSign` where the paragraph cannot be taken, `NameIsNotGiven` where the offices do not get
    her name, `NoSuchSignature` where the signature is not in the count, or no more, `Unavailable` if
    nothing can be stored.
    """
    words = own_words.screened(text)
    if words and signature.counts and not signature.deliver_name:
        raise NameIsNotGiven
    _change(signature, words)


def clear_own_words(signature: Signature, reason: str) -> None:
    """Take the paragraph out of the letters, for a reason that is kept; the signature still counts.

    Raises `NoSuchSignature`, `Unavailable`.
    """
    _change(signature, "", reason=reason)


def _change(signature: Signature, words: str, **also: str) -> None:
    # Only while it counts: what is withdrawn at this moment shall hold nothing afterwards.
    query = (
        update(Signature)
        .where(Signature.id == signature.id, Signature.state == State.CONFIRMED)
        .values(own_words=words or None, **also)
        .returning(Signature.id)
        .execution_options(synchronize_session=False)
    )
    try:
        changed = db.session.scalar(query)
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error
    if not changed:
        raise NoSuchSignature(
            _("This signature does not count any more, so nothing was kept of the paragraph.")
        )
