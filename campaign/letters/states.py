"""Where an export and its parts stand."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from campaign.core.languages import gettext as _


class ExportState(StrEnum):
    """Where an export stands."""

    ASKED = "asked"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            ExportState.ASKED: _("being written"),
            ExportState.PAUSED: _("paused"),
            ExportState.DONE: _("ready"),
            ExportState.FAILED: _("failed"),
            ExportState.CANCELLED: _("cancelled"),
        }[self]


class PartState(StrEnum):
    """Where one file of an export stands."""

    WAITING = "waiting"
    WRITTEN = "written"
    FAILED = "failed"
    ERASED = "erased"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            PartState.WAITING: _("waiting"),
            PartState.WRITTEN: _("written"),
            PartState.FAILED: _("failed"),
            PartState.ERASED: _("erased"),
        }[self]


class PartKind(StrEnum):
    """What a file of an export holds; of a print run, letters with own words stand in files of their own."""

    LETTERS = "letters"
    OWN_WORDS = "own-words"
    LABELS = "labels"
    ENVELOPES = "envelopes"
    POST_LIST = "post-list"
    LIST_CSV = "list-csv"
    LIST_XLSX = "list-xlsx"


# Nothing is kept of them.
HAVE_NO_FILE: Final = (PartState.FAILED, PartState.ERASED)
# They hold letters.
OF_LETTERS: Final = (PartKind.LETTERS, PartKind.OWN_WORDS)
# They tell of the other parts, and so come after them.
LISTS: Final = (PartKind.POST_LIST, PartKind.LIST_CSV, PartKind.LIST_XLSX)


class Packing(StrEnum):
    """How letters of signers lie in files: up to 500 in one, or one in each, in a ZIP."""

    PARTS = "parts"
    SINGLE = "single"
