"""The forms around accounts."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    EmailField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import DataRequired, Length

from campaign.accounts.values import Role
from campaign.core.languages import lazy_gettext as _
from campaign.web import typed


class Invite(FlaskForm):
    """Somebody who shall sign in."""

    email = EmailField(
        _("E-mail"),
        [DataRequired(message=_("Enter the address that the invitation goes to."))],
        filters=[typed.one_line],
    )
    name = StringField(
        _("Name"),
        [Length(max=100, message=_("At most %(max)d characters fit here."))],
        description=_("How the desk greets them."),
        filters=[typed.one_line],
    )
    role = RadioField(
        _("Role"),
        choices=[
            SelectChoice(
                Role.ORGANIZER.value, _("Organizer: brings statements in, runs campaigns, exports letters")
            ),
            SelectChoice(Role.ADMIN.value, _("Admin: all of that, and accounts and the organization")),
        ],
        default=Role.ORGANIZER.value,
    )


class ChangeRole(FlaskForm):
    """What an account may do from now on."""

    role = RadioField(_("Role"), choices=[SelectChoice(role.value) for role in Role])
