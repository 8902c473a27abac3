"""The figures that can be switched off, and what that means for those who see them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

REASON_LENGTH = 300


class Figure(StrEnum):
    """What is derived from signatures, and can wait where signing itself cannot."""

    COUNTING = "counting"
    COUNTRIES = "countries"
    NAMES = "names"
    STATES = "states"
    TRENDS = "trends"
    RECOUNT = "recount"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return {
            Figure.COUNTING: _("Live counting"),
            Figure.COUNTRIES: _("Count by country"),
            Figure.NAMES: _("Names on the page"),
            Figure.STATES: _("Count by state"),
            Figure.TRENDS: _("Trends"),
            Figure.RECOUNT: _("Nightly recount"),
        }[self]

    @property
    def meaning(self) -> str:
        """What is seen, or done, while it is off."""
        return {
            Figure.COUNTING: _(
                "The number of signatures, on every page. Off: pages show the last number with its time."
                " What is withdrawn still leaves it."
            ),
            Figure.COUNTRIES: _("The table of countries on a campaign’s page. Off: it is left out."),
            Figure.NAMES: _("The latest names on a campaign’s page. Off: they are left out."),
            Figure.STATES: _(
                "How many wait, are withdrawn or rejected, for organizers. Off: large figures are the last"
                " ones, with their time."
            ),
            Figure.TRENDS: _(
                "Networks and domains that many signatures come from. Off: none are looked for."
            ),
            Figure.RECOUNT: _(
                "Every number is proved from the signatures themselves. Off: none is, until it is on again."
            ),
        }[self]


class NoSuchFigure(NotFound):
    """No figure has this name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a switch stands: who changed it when, and why; nobody has if `changed_at` is None."""

    figure: Figure
    is_on: bool = True
    reason: str = ""
    changed_at: datetime | None = None
    account_id: str | None = None
