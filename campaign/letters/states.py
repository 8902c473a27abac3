"""Where an export and its parts stand."""

from __future__ import annotations

from enum import StrEnum

from campaign.core.languages import gettext as _


class ExportState(StrEnum):
    """Where an export stands."""

    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            ExportState.ASKED: _("being written"),
            ExportState.DONE: _("ready"),
            ExportState.FAILED: _("failed"),
            ExportState.CANCELLED: _("cancelled"),
        }[self]


class PartState(StrEnum):
    """Where one file of an export stands."""

    WAITING = "waiting"
    WRITTEN = "written"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            PartState.WAITING: _("waiting"),
            PartState.WRITTEN: _("written"),
            PartState.FAILED: _("failed"),
        }[self]
