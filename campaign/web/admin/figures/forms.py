"""The form of a switch."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from campaign.core.languages import lazy_gettext as _
from campaign.signatures.switches.values import REASON_LENGTH
from campaign.web import typed


class Reason(FlaskForm):
    """Why a figure is switched off."""

    reason = StringField(
        _("Reason"),
        [
            DataRequired(message=_("Say why: the reason is kept, and shown here.")),
            Length(max=REASON_LENGTH, message=_("At most %(max)d characters fit here.")),
        ],
        filters=[typed.one_line],
    )
