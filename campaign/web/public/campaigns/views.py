"""The list of campaigns, and the page of each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for

from campaign.campaigns import queries
from campaign.campaigns.values import next_goal
from campaign.core import config, languages
from campaign.signatures import queries as signatures
from campaign.signatures.counting import queries as counting
from campaign.web.cacheable import cacheable
from campaign.web.public import places
from campaign.web.public.campaigns import figures, sample
from campaign.web.public.signing.asked import Asked
from campaign.web.public.signing.blank import blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Response
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign
    from campaign.statements.models import Statement

campaigns = Blueprint("campaigns", __name__)


@campaigns.get("/")
def index() -> ResponseReturnValue:
    """All public campaigns."""
    public = queries.public()
    counts = signatures.counts([campaign.id for campaign in public])
    page = render_template(
        "public/campaigns/index.html",
        groups=_by_statement(public),
        counts=counts,
        goals={campaign.id: next_goal(counts.get(campaign.id, 0), campaign.goal) for campaign in public},
        headline=places.headline,
    )
    return cacheable(page)


@campaigns.get("/c/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """A campaign: who is asked for what, how many have signed, and the form."""
    campaign = queries.public_by_slug(slug)
    counted = counting.now(campaign.id)
    total, language = counted.total, languages.current()
    form, token = blank(Asked.of(campaign), language) if campaign.is_open else ("", "")
    page = render_template(
        "public/campaigns/show.html",
        campaign=campaign,
        item=campaign.item,
        place=places.in_statement(campaign.item),
        source=places.source(campaign.item),
        section=places.section(campaign.item),
        address=config.current().base_url + url_for("public.campaigns.show", slug=slug),
        form=form,
        count=total,
        goal=next_goal(total, campaign.goal),
        as_of=counted.as_of,
        names=figures.names(campaign.id),
        countries=figures.countries(counted.by_country),
        sampled=sample.row(campaign),
    )
    return cacheable(page, token)


@campaigns.get("/c/<slug>/letter.png")
def letter(slug: str) -> Response:
    """How a letter of this campaign looks."""
    return sample.answer(queries.public_by_slug(slug))


def _by_statement(public: Iterable[Campaign]) -> list[tuple[Statement, list[Campaign]]]:
    """Statements with their campaigns; those that are closed stand last."""
    order: dict[str, int] = {}
    for campaign in public:
        order.setdefault(campaign.item.statement_id, len(order))
    grouped = groupby(
        sorted(public, key=lambda campaign: order[campaign.item.statement_id]),
        key=lambda campaign: campaign.item.statement,
    )
    return [(statement, list(members)) for statement, members in grouped]
