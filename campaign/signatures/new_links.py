"""New links to confirm with, for whoever has lost the first one or let it grow old: five for a signature."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, or_

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.signatures import links
from campaign.signatures.models import Signature
from campaign.signatures.retention.times import UNCONFIRMED
from campaign.signatures.values import State

MOST = 5


class LinksUsedUp(Refused):
    """A sixth new link was asked for."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _(
                "A new link was sent %(count)s times, and no more are sent for this signature. Look for the"
                " last of these mails: its link is good for %(days)s days. If it stays unconfirmed, the"
                " signature is erased %(kept)s days after that mail; then you can sign again.",
                count=MOST,
                days=links.LIVES.days,
                kept=UNCONFIRMED.days,
            )
        )


class WrittenToday(Refused):
    """A second link within a day."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("We have written to you within a day. Please look for that mail, also among unwanted mail.")
        )


def may_be_sent() -> ColumnElement[bool]:
    """The condition that one more link to confirm with may go to the owner of a pending signature."""
    return or_(Signature.state != State.PENDING, Signature.links_asked < MOST)


def counted() -> dict[str, Any]:
    """What an update that has a mail sent also stores."""
    return {"links_asked": Signature.links_asked + case((Signature.state == State.PENDING, 1), else_=0)}
