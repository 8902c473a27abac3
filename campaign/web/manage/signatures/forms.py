"""The forms around signatures."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, StringField
from wtforms.validators import DataRequired, Length

from campaign.core.languages import lazy_gettext as _
from campaign.web import typed


class Find(FlaskForm):
    """One address, to be sent by POST so that it stands in no address bar and no log."""

    email = EmailField(
        _("E-mail of a signer"),
        [DataRequired(message=_("Enter the whole address."))],
        filters=[typed.one_line],
    )


class Reason(FlaskForm):
    """Why a name is hidden or a signature rejected."""

    reason = StringField(
        _("Reason"),
        [
            DataRequired(message=_("Say why: the reason is kept with the signature.")),
            Length(max=300, message=_("At most %(max)d characters fit here.")),
        ],
        filters=[typed.one_line],
    )
