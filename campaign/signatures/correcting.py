"""What its owner corrects in a signature: name, country, city, comment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from campaign.core import clock
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.signatures.counting import services as counting
from campaign.signatures.models import HOLDS_ITS_PLACE, Signature
from campaign.signatures.values import NoSuchSignature

FORGET = "letters.forget"
# What stands in letters, and so in files that may have been written before.
IN_LETTERS = ("name", "country", "city")


@dataclass(frozen=True, slots=True)
class Correction:
    """The words as they are to stand, cleaned as those of the form for signing."""

    name: str
    country: str
    city: str = ""
    comment: str = ""


def correct(signature: Signature, correction: Correction) -> None:
    """Store what the owner corrected; files that hold it as it was are erased, as after taking a name back.

    Raises `NoSuchSignature` where the signature was withdrawn or rejected meanwhile, `Unavailable` if nothing
    can be stored.
    """
    same = (Signature.id == signature.id, HOLDS_ITS_PLACE)
    before = {field: getattr(signature, field) or "" for field in IN_LETTERS}
    after = {field: getattr(correction, field) for field in IN_LETTERS}
    stood_in_letters = signature.deliver_name and before != after
    corrected: dict[str, object] = {
        "name": correction.name,
        "country": correction.country,
        "city": correction.city or None,
        "comment": correction.comment or None,
    }
    query = update(Signature).where(*same).execution_options(synchronize_session=False)
    try:
        # Held, and only while it holds its place: what is withdrawn at this moment shall hold nothing
        # afterwards, and what is corrected twice at once leaves each country once.
        country = db.session.scalar(select(Signature.country).where(*same).with_for_update())
        if stood_in_letters:
            # Not before the wait: what was written of it meanwhile is older than this.
            corrected["taken_back_at"] = clock.now()
        if country is not None:
            db.session.execute(query.values(corrected))
            counting.moved(signature, country)
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error
    if country is None:
        raise NoSuchSignature(_("This signature does not count any more, so nothing was changed."))
    if stood_in_letters:
        queue.enqueue(FORGET, signature.id)
