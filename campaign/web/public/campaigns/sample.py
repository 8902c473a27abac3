"""How a letter of a campaign looks: a picture, made at most once a day for each text."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from flask import Response

from campaign.core import clock, config
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.letters import composing, queries
from campaign.letters.values import Audience
from campaign.letters.writers import formats

if TYPE_CHECKING:
    from collections.abc import Hashable

    from campaign.campaigns.models import Campaign, CampaignRecipient

# About 100 kB each.
MOST_KEPT = 64
FRESH_S = 3600

_kept: dict[Hashable, bytes] = {}
_one_at_a_time = Lock()


def row(campaign: Campaign) -> CampaignRecipient | None:
    """The recipient whose letter is shown: the first that is asked."""
    return next((row for row in campaign.recipients if not row.is_copy), None)


def answer(campaign: Campaign) -> Response:
    """The picture as an answer; raises `NotFound`, and what writing the letter raises."""
    shown = row(campaign)
    if shown is None:
        raise NotFound(_("There is no letter to show."))
    return Response(
        _picture(shown), mimetype="image/png", headers={"Cache-Control": f"public, max-age={FRESH_S}"}
    )


def _picture(shown: CampaignRecipient) -> bytes:
    draft = queries.draft_text(shown, Audience.SIGNERS)
    key = (shown.id, shown.campaign.version, draft, clock.now().date())
    with _one_at_a_time:
        if key not in _kept:
            letter = composing.sample(shown, Audience.SIGNERS, draft)
            while len(_kept) >= MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = formats.preview(letter, config.current().fonts)
        return _kept[key]
