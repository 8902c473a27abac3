"""To whom a draft speaks: a kind of recipient in its role, or one recipient alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from campaign.campaigns.values import Role
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.campaigns.models import CampaignRecipient

_MISSIONS = "mission-"


class DraftKind(StrEnum):
    """The kinds of recipients that are written to in different words."""

    HEAD_OF_GOVERNMENT = "head-of-government"
    MINISTER = "minister"
    MISSION = "mission"
    SECRETARY_GENERAL = "secretary-general"
    UNHCR = "unhcr"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind's name on a page."""
        return {
            DraftKind.HEAD_OF_GOVERNMENT: _("Heads of government"),
            DraftKind.MINISTER: _("Ministers"),
            DraftKind.MISSION: _("Missions"),
            DraftKind.SECRETARY_GENERAL: _("Secretary-General"),
            DraftKind.UNHCR: _("High Commissioner for Refugees"),
            DraftKind.OTHER: _("Other offices"),
        }[self]


_KINDS = {
    "head-of-government": DraftKind.HEAD_OF_GOVERNMENT,
    "foreign-minister": DraftKind.MINISTER,
    "secretary-general": DraftKind.SECRETARY_GENERAL,
    "high-commissioner-refugees": DraftKind.UNHCR,
}


def kind_of(recipient_kind: str) -> DraftKind:
    """The kind of draft for a kind of recipient of the directory; a mission of any seat is a mission."""
    if recipient_kind.startswith(_MISSIONS):
        return DraftKind.MISSION
    return _KINDS.get(recipient_kind, DraftKind.OTHER)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose draft it is; with `recipient_id` it is that of one recipient alone."""

    kind: DraftKind
    role: Role
    recipient_id: str | None = None

    @classmethod
    def of(cls, row: CampaignRecipient, *, alone: bool = False) -> Scope:
        """The scope that a recipient of a campaign falls in: that of its kind and role, or its own."""
        return cls(kind_of(row.recipient.kind), Role(row.role), row.recipient_id if alone else None)

    @property
    def key(self) -> str:
        """What the table of drafts keeps, such as `minister/addressee`."""
        return self.recipient_id or f"{self.kind}/{self.role}"

    @property
    def label(self) -> str:
        """Kind and role on a page."""
        return _("%(kind)s, for information", kind=self.kind.label) if self.is_copy else self.kind.label

    @property
    def is_copy(self) -> bool:
        """Whether the ask is passed on rather than put."""
        return self.role is Role.COPY

    def holds(self, row: CampaignRecipient) -> bool:
        """Whether a draft of this scope is for that recipient."""
        return self == Scope.of(row, alone=self.recipient_id is not None)
