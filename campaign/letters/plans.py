"""A file of an export before it is written, and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.letters.states import PartKind
    from campaign.letters.writers.report import Report, SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A file that is to be written.

    `recipient` is the key of the one whose letters it holds, empty for what is about all of them; `first` and
    `last` are ids of signatures, empty for the organization's letter; `letters` is how many it shall hold,
    `before` how many of the same recipient stand in the files before it. The name has no end yet.
    """

    kind: PartKind
    name: str
    recipient: str = ""
    first: str = ""
    last: str = ""
    letters: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a file that was planned; one that was not written has no size and says why.

    `letters` are those in it, `set_aside` those that could not be written.
    """

    plan: Plan
    name: str
    media_type: str = ""
    letters: int = 0
    set_aside: tuple[SetAside, ...] = ()
    size: int = 0
    sha256: str = ""
    problem: str = ""


def nothing_written(report: Report) -> str:
    """Why there is no file: the reason of its first letter."""
    reasons = [letter.reason for letter in report.set_aside]
    return (
        reasons[0] if reasons else _("All who would have written these letters have taken their names back.")
    )
