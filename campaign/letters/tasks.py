"""What all files of an export have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.letters.counting import Count

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign
    from campaign.letters.models import Export
    from campaign.letters.requests import ExportRequest


@dataclass(frozen=True, slots=True)
class Task:
    """A campaign, what was asked for, and what counted at the cut-off."""

    campaign: Campaign
    request: ExportRequest
    counted: Count

    @classmethod
    def of(cls, export: Export) -> Task:
        """The task of an export that was asked for."""
        counted = Count(export.counted, export.cutoff, export.list_sha256)
        return cls(export.campaign, export.request, counted)
