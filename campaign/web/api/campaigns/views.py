"""A campaign as JSON: nothing that its page does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from campaign.campaigns import queries
from campaign.campaigns.values import next_goal
from campaign.signatures import queries as signatures
from campaign.web.cacheable import cacheable

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

campaigns = Blueprint("campaigns", __name__)


@campaigns.get("/c/<slug>.json")
def show(slug: str) -> Response:
    """The campaign, with the number that its page shows (DESIGN: interfaces)."""
    campaign = queries.public_by_slug(slug)
    count = signatures.count(campaign.id)
    item = campaign.item
    said = jsonify(
        {
            "slug": campaign.slug,
            "title": campaign.title,
            "state": campaign.state,
            "item": {"number": item.number, "text": item.text, "statement": item.statement.title},
            "recipients": [
                {"office": row.recipient.office, "state": row.recipient.state_name}
                for row in campaign.recipients
            ],
            "signatures": count,
            "goal": next_goal(count, campaign.goal),
            "opens": _iso(campaign.opens_at),
            "closes": _iso(campaign.closes_at),
            "updated": _iso(campaign.updated_at),
        }
    )
    return cacheable(said)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
