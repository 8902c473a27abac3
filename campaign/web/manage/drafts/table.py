"""The table of a campaign's drafts: a line for each kind of office, with those that the letters go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.letters import queries
from campaign.letters.kinds import Scope
from campaign.letters.values import Audience
from campaign.web.manage.drafts.place import key_of

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign, CampaignRecipient


@dataclass(frozen=True, slots=True)
class Office:
    """A recipient, and the audiences for which it has a draft of its own."""

    row: CampaignRecipient
    own: frozenset[Audience]


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of office in its role, the audiences for which its draft was changed, and its offices."""

    scope: Scope
    changed: frozenset[Audience]
    offices: tuple[Office, ...]

    @property
    def key(self) -> str:
        """How an address names it."""
        return key_of(self.scope)


def table(campaign: Campaign, language: str) -> list[Line]:
    """The lines in the order of the campaign's recipients."""
    edited = queries.edited(campaign)

    def changed(scope: Scope) -> frozenset[Audience]:
        return frozenset(audience for audience in Audience if (scope.key, audience, language) in edited)

    scopes = dict.fromkeys(Scope.of(row) for row in campaign.recipients)
    return [
        Line(
            scope,
            changed(scope),
            tuple(
                Office(row, changed(Scope.of(row, alone=True)))
                for row in campaign.recipients
                if scope.holds(row)
            ),
        )
        for scope in scopes
    ]
