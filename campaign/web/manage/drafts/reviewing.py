"""What the reviewer says of a draft in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import clock
from campaign.letters import composing
from campaign.letters.counting import Count
from campaign.letters.review import Holder, review

if TYPE_CHECKING:
    from campaign.letters.review import Remark
    from campaign.letters.values import DraftText
    from campaign.web.manage.drafts.place import Place


def remarks(place: Place, text: DraftText, refusal: str = "") -> list[Remark]:
    """The reviewer's remarks; `refusal` is why the typesetter finds the letter too long."""
    holders = [
        Holder(row.recipient.holder, row.recipient.holder_until)
        for row in place.campaign.recipients
        if row.recipient.holder
    ]
    # It looks at words alone: nobody counts signatures for it at every pause of typing.
    facts = composing.facts(place.row, Count({}, clock.now()), place.language)
    return review(text, facts, clock.now().date(), holders, refusal)
