"""The form of the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import EmailField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, NumberRange, Optional

from campaign.campaigns.values import FEWEST_DAYS, MOST_DAYS
from campaign.core import addresses
from campaign.core.languages import gettext
from campaign.core.languages import lazy_gettext as _
from campaign.letters.layouts import MOST_SENDER_LINES
from campaign.web import typed

if TYPE_CHECKING:
    from wtforms import Field

# One line above the address is the organization's name.
MOST_LINES = MOST_SENDER_LINES - 1
FEWEST_LINES = 2
LONGEST_LINE = 60
LONGEST_TEXT = 10_000
DAYS = _("This is a number of days from %(min)d to %(max)d.")
AT_MOST = _("At most %(max)d characters fit here.")


class EditOrganization(FlaskForm):
    """Whose letters these are; what is left empty is said to be missing, and stored all the same."""

    name = StringField(
        _("Name"),
        [Length(max=200, message=AT_MOST)],
        description=_("The sender of all letters and mails, and the name of this site."),
        filters=[typed.one_line],
    )
    return_address = TextAreaField(
        _("Return address"),
        description=_(
            "Street, place and country, 2 to 5 lines, without the name. At the head of every letter."
        ),
        filters=[typed.lines],
    )
    place = StringField(
        _("Place"),
        [Length(max=100, message=AT_MOST)],
        description=_("Where letters are written; it stands before their date."),
        filters=[typed.one_line],
    )
    signatory = StringField(
        _("Who signs"),
        [Length(max=200, message=AT_MOST)],
        description=_("The name under every letter of the organization."),
        filters=[typed.one_line],
    )
    signatory_title = StringField(
        _("Title of who signs"),
        [Length(max=200, message=AT_MOST)],
        description=_("Such as Secretary; it stands under the name."),
        filters=[typed.one_line],
    )
    contact = EmailField(
        _("Contact"),
        description=_(
            "The e-mail address that signers can write to; it stands on the pages about you and privacy."
        ),
        filters=[typed.one_line],
    )
    about = TextAreaField(
        _("About the organization"),
        [Length(max=LONGEST_TEXT, message=AT_MOST)],
        description=_("For the page “Who runs this”. An empty line begins a paragraph."),
        filters=[typed.lines],
    )
    kept_days = IntegerField(
        _("Keep signatures after the end of a campaign for"),
        [Optional(), NumberRange(FEWEST_DAYS, MOST_DAYS, message=DAYS)],
        description=_(
            "Days. Then they are erased, with the files of letters, and only their number stays. A campaign"
            " can say another number."
        ),
    )
    privacy = TextAreaField(
        _("Privacy"),
        [Length(max=LONGEST_TEXT, message=AT_MOST)],
        description=_(
            "Who is responsible for the data, by what law, and where to complain. What is kept, and how to "
            "take it back, stands on the privacy page already."
        ),
        filters=[typed.lines],
    )

    def validate_return_address(self, field: Field) -> None:
        """As many lines as fit at the head of a letter."""
        lines = [line for line in field.data.splitlines() if line.strip()]
        if lines and not FEWEST_LINES <= len(lines) <= MOST_LINES:
            message = gettext(
                "The return address has %(count)s lines; it needs %(fewest)s to %(most)s.",
                count=len(lines),
                fewest=FEWEST_LINES,
                most=MOST_LINES,
            )
            raise ValidationError(message)
        if any(len(line) > LONGEST_LINE for line in lines):
            message = gettext(
                "A line of the address can have at most %(count)s characters.", count=LONGEST_LINE
            )
            raise ValidationError(message)

    def validate_contact(self, field: Field) -> None:
        """An address that mail reaches."""
        if field.data:
            try:
                field.data = addresses.checked(field.data)
            except addresses.BadAddress as error:
                raise ValidationError(error.sentence) from error

    @property
    def values(self) -> dict[str, str | int]:
        """What was typed, by the names of the organization's fields; days that are left empty stay."""
        return {k: value for k, value in self.data.items() if k != "csrf_token" and value is not None}
