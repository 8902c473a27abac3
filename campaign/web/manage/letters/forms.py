"""The form that asks for letters."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    BooleanField,
    RadioField,
    SelectChoice,
)

from campaign.core.languages import lazy_gettext as _
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format


class AskForLetters(FlaskForm):
    """Whose letters, in which kind of file; the offices are boxes beside these fields."""

    audience = RadioField(
        _("In whose name"),
        choices=[
            SelectChoice(
                Audience.ORGANIZATION.value,
                _("The organization’s: one letter to each office, with the signature sheet"),
            ),
            SelectChoice(
                Audience.SIGNERS.value,
                _("The signers’: a letter to each office from everyone who gives their name to the offices"),
            ),
        ],
        default=Audience.ORGANIZATION.value,
    )
    format = RadioField(
        _("Kind of file"),
        choices=[
            SelectChoice(Format.PDF.value, _("PDF, to print, sign and post")),
            SelectChoice(Format.DOCX.value, _("Word (DOCX), to change before printing")),
            SelectChoice(Format.EML.value, _("E-mail (EML), opens as a draft in a mail program")),
            SelectChoice(Format.TXT.value, _("Text (TXT), to copy into a form")),
        ],
        default=Format.PDF.value,
    )
    seen = BooleanField(_("I have seen which addresses are unknown or unverified"))
