"""What an export is asked for: whose letters, in which language, on which paper, with what beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from campaign.core.languages import gettext as _
from campaign.letters.errors import CannotExport
from campaign.letters.languages import LANGUAGES
from campaign.letters.layouts import LAYOUTS, Envelope, Layout, Paper
from campaign.letters.states import Packing
from campaign.letters.stationery import ENVELOPES, LABEL_SHEETS
from campaign.letters.values import Audience
from campaign.letters.writers.archive import MOST_FILES
from campaign.letters.writers.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LETTERS_A_PART: Final = 500
STAMPED_A_PART: Final = 50_000
MOST_SINGLE: Final = MOST_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """The choices of whoever asks for letters.

    `labels` and `envelopes` name a sheet of labels and a size of envelope, or are empty; `first_label` is the
    place on the first sheet where labels begin, from 1. With `lists` a list for the post office and what was
    written as CSV and XLSX come along. `as_of` is the cut-off, by default the moment of asking.
    """

    audience: Audience
    format: Format = Format.PDF
    language: str = "en"
    paper: Paper = Paper.A4
    envelope: Envelope = Envelope.DIN_B
    packing: Packing = Packing.PARTS
    labels: str = ""
    first_label: int = 1
    envelopes: str = ""
    lists: bool = False
    as_of: datetime | None = None

    @property
    def layout(self) -> Layout:
        """Where everything stands on the sheets."""
        return LAYOUTS[f"{self.paper}-{self.envelope}"]

    @property
    def extras(self) -> dict[str, Any]:
        """What comes beside the letters, as it is stored."""
        return {
            "labels": self.labels,
            "first_label": self.first_label,
            "envelopes": self.envelopes,
            "lists": self.lists,
        }

    def refuse_what_does_not_go_together(self) -> None:
        """Raise `CannotExport` with the first of `problems`."""
        for problem in self.problems():
            raise CannotExport(problem)

    def problems(self) -> Iterator[str]:
        """What does not go together, a sentence each."""
        if f"{self.paper}-{self.envelope}" not in LAYOUTS:
            yield _(
                "On %(paper)s there is no layout for this envelope. Choose another of the two.",
                paper=self.paper.label,
            )
        if self.format is Format.PRINT_RUN and self.audience is not Audience.SIGNERS:
            yield _(
                "A print run is for the letters of signers. The organization’s letter is one to an office."
            )
        if self.format is Format.PRINT_RUN and self.packing is Packing.SINGLE:
            yield _("A print run has many letters in a file. Choose PDF for single files.")
        if self.labels and self.labels not in LABEL_SHEETS:
            yield _("There are labels for %(sheets)s.", sheets=", ".join(LABEL_SHEETS))
        elif self.labels and not 1 <= self.first_label <= LABEL_SHEETS[self.labels].places:
            places = LABEL_SHEETS[self.labels].places
            yield _("The first label has a place from 1 to %(places)s on its sheet.", places=places)
        if self.envelopes and self.envelopes not in ENVELOPES:
            yield _("There are envelopes of the sizes %(sizes)s.", sizes=", ".join(ENVELOPES))
        if self.language not in LANGUAGES:
            yield _("Letters are written in one of these languages: %(codes)s.", codes=", ".join(LANGUAGES))
        if self.packing is Packing.SINGLE and self.audience is not Audience.SIGNERS:
            yield _("The organization’s letters are single files already, one to an office.")
