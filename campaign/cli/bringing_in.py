"""Bringing a statement in and opening its campaigns, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.campaigns import services as campaign_services
from campaign.campaigns.recipients import suggested
from campaign.campaigns.values import CannotPublish, State
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.statements import services

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign
    from campaign.statements.incoming.values import Incoming
    from campaign.statements.models import Statement
    from campaign.statements.services import Particulars


def bring_in(
    given: str | Incoming, particulars: Particulars, *, publish: bool, by_hand: bool = False
) -> list[str]:
    """Store the statement and open a campaign for each of its campaign items.

    Returns sentences that say what was done, and which recipients were proposed by the statement
    rather than named. Raises what `statements.services.bring_in` raises, and `CannotPublish` before
    anything is stored if nobody has said whose letters these are.
    """
    if publish:
        campaign_services.refuse_without_organization()
    statement = services.bring_in(given, particulars, by_hand=by_hand)
    line = _(
        "“%(title)s” is in, with %(count)s items: /statements/%(slug)s",
        title=statement.title,
        count=len(statement.items),
        slug=statement.slug,
    )
    if not statement.items:
        line = _(
            "“%(title)s” is in, without items. Mark them by hand: /manage/statements/%(slug)s",
            title=statement.title,
            slug=statement.slug,
        )
    return [line] + _open(statement) + (_publish(statement) if publish else [])


def publish(statement: Statement) -> list[str]:
    """Open and publish what of a statement's campaigns is not yet."""
    return _open(statement) + _publish(statement)


def _open(statement: Statement) -> list[str]:
    there = campaigns.of_statement(statement)
    lines = []
    for item in statement.items:
        if not item.campaign or item.id in there:
            continue
        proposed = ", ".join(c.recipient.office for c in suggested(item) if not c.is_named)
        campaign = campaign_services.open(item)
        lines.append(f"{item.place}: {campaign.title} (/c/{campaign.slug})")
        if proposed:
            lines.append(
                _("     It names nobody; taken as the statement proposes: %(offices)s.", offices=proposed)
            )
    return lines


def _publish(statement: Statement) -> list[str]:
    drafts: list[Campaign] = [c for c in campaigns.of_statement(statement).values() if c.state == State.DRAFT]
    refused = []
    for campaign in drafts:
        try:
            campaign_services.publish(campaign)
        except CannotPublish as error:
            refused.append(f"{campaign.item.place}: {error.sentence}")
    done = len(drafts) - len(refused)
    return [*refused, ngettext("%(num)d campaign is published.", "%(num)d campaigns are published.", done)]
