"""The form that asks for letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    BooleanField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import NumberRange

from campaign.core.languages import lazy_gettext as _
from campaign.letters import languages
from campaign.letters.layouts import DIN_B, LAYOUTS
from campaign.letters.requests import MOST_SINGLE, ExportRequest
from campaign.letters.states import Packing
from campaign.letters.stationery import ENVELOPES, LABEL_SHEETS
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.layouts import Layout

NONE = ("", _("none"))
MOST_ON_A_SHEET = 40


class AskForLetters(FlaskForm):
    """Whose letters, in which language and kind of file, on which paper; the offices are boxes beside it."""

    audience = RadioField(
        _("In whose name"),
        choices=[
            SelectChoice(
                Audience.ORGANIZATION.value,
                _(
                    "The organization’s: to each office one letter with the signature sheet, the count "
                    "certificate and the statement"
                ),
            ),
            SelectChoice(
                Audience.SIGNERS.value,
                _("The signers’: a letter to each office from everyone who gives their name to the offices"),
            ),
        ],
        default=Audience.ORGANIZATION.value,
    )
    language = SelectField(_("Language of the letters"), default="en")
    format = RadioField(
        _("Kind of file"),
        choices=[
            SelectChoice(Format.PDF.value, _("PDF, to print, sign and post")),
            SelectChoice(
                Format.PRINT_RUN.value,
                _("PDF for a print run: much faster, for many thousands of letters on paper alone"),
            ),
            SelectChoice(Format.DOCX.value, _("Word (DOCX), to change before printing")),
            SelectChoice(Format.EML.value, _("E-mail (EML), opens as a draft in a mail program")),
            SelectChoice(Format.TXT.value, _("Text (TXT), to copy into a form")),
        ],
        default=Format.PDF.value,
    )
    layout = SelectField(_("Paper and envelope"), default=DIN_B.name)
    single = BooleanField(
        _("Each letter in a file of its own, in a ZIP (up to %(most)s letters)", most=f"{MOST_SINGLE:,}")
    )
    labels = SelectField(_("Address labels"), default="")
    first_label = IntegerField(_("First label on the sheet"), [NumberRange(1, MOST_ON_A_SHEET)], default=1)
    envelopes = SelectField(_("Printed envelopes"), default="")
    lists = BooleanField(
        _("Lists: for the post office, and of what was written (CSV and Excel)"), default=True
    )
    seen = BooleanField(_("I have seen which addresses are unknown or unverified"))

    def __init__(self) -> None:
        super().__init__()
        self.language.choices = list(_languages())
        self.layout.choices = [(layout.name, _name(layout)) for layout in LAYOUTS.values()]
        self.labels.choices = [NONE, *((name, sheet.label) for name, sheet in LABEL_SHEETS.items())]
        self.envelopes.choices = [NONE, *((name, size.label) for name, size in ENVELOPES.items())]

    @property
    def wish(self) -> ExportRequest:
        """What was chosen."""
        layout = LAYOUTS[self.layout.data]
        return ExportRequest(
            audience=Audience(self.audience.data),
            format=Format(self.format.data),
            language=self.language.data,
            paper=layout.paper,
            envelope=layout.envelope,
            packing=Packing.SINGLE if self.single.data else Packing.PARTS,
            labels=self.labels.data,
            first_label=self.first_label.data or 1,
            envelopes=self.envelopes.data,
            lists=self.lists.data,
        )


def _languages() -> Iterator[tuple[str, str]]:
    for code in languages.LANGUAGES:
        yield code, languages.name(code)


def _name(layout: Layout) -> str:
    return f"{layout.paper.label}, {layout.envelope.label}"
