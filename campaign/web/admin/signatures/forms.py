"""The form for a list with e-mail addresses."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import DataRequired

from campaign.core.languages import lazy_gettext as _

CSV, XLSX = "csv", "xlsx"


class Export(FlaskForm):
    """Which campaign's list, in which format, and that it is meant."""

    campaign = SelectField(_("Campaign"))
    format = RadioField(
        _("Format"),
        choices=[SelectChoice(XLSX, _("Excel (XLSX)")), SelectChoice(CSV, _("CSV, for other programs"))],
        default=XLSX,
    )
    sure = BooleanField(
        _("I need the e-mail addresses, and will keep the file where nobody else reads it."),
        [DataRequired(message=_("Tick the box: signers did not give their addresses for lists."))],
    )
