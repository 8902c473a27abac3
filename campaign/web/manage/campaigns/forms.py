"""The form of a campaign."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from campaign.campaigns.titles import LONGEST as TITLE_LENGTH
from campaign.campaigns.values import FEWEST_DAYS, MOST_DAYS
from campaign.core.languages import gettext
from campaign.core.languages import lazy_gettext as _
from campaign.web import typed

LARGEST_GOAL = 100_000_000
LONGEST_SUMMARY = 2_000
DAYS = _("This is a number of days from %(min)d to %(max)d.")
AT_MOST = _("At most %(max)d characters fit here.")
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


class NumberField(IntegerField):
    """A number, such as how many signatures are wanted first."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises `ValueError` with a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("This is a number, such as 100.")) from error


class MomentField(DateTimeLocalField):
    """A date and time in UTC, aware; empty for none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what a browser sends, or what people write where there is no picker."""
        super().process_formdata(valuelist)
        self.data = self.data.replace(tzinfo=UTC) if self.data else None


class EditCampaign(FlaskForm):
    """What an organizer says of a campaign; `version` is that of the campaign which the form showed."""

    version = HiddenField()
    title = StringField(
        _("Title"),
        [
            DataRequired(message=_("Give the campaign a title.")),
            Length(max=TITLE_LENGTH, message=AT_MOST),
        ],
        description=_("What is asked, in a few words. It is the headline of the page."),
        filters=[typed.one_line],
    )
    summary = TextAreaField(
        _("Why it matters"),
        [Length(max=LONGEST_SUMMARY, message=AT_MOST)],
        description=_("A paragraph for the page, in your own words. The item is quoted there anyway."),
        filters=[typed.lines],
    )
    goal = NumberField(
        _("First goal"),
        [
            InputRequired(message=_("Give a goal, such as 100.")),
            NumberRange(min=1, max=LARGEST_GOAL, message=_("The goal is a number from 1 to 100,000,000.")),
        ],
        description=_("Signatures. The goal that the page shows moves up as it is reached."),
    )
    opens_at = MomentField(
        _("Takes signatures from"),
        [Optional()],
        description=_("Date and time in UTC. Empty: as soon as it is published."),
        format=MOMENTS,
    )
    closes_at = MomentField(
        _("Takes signatures until"),
        [Optional()],
        description=_("Date and time in UTC. Empty: until you close it."),
        format=MOMENTS,
    )

    kept_days = NumberField(
        _("Keep signatures after the end for"),
        [Optional(), NumberRange(FEWEST_DAYS, MOST_DAYS, message=DAYS)],
        description=_(
            "Days. Then they are erased, with the files of letters, and only their number stays. Empty: as"
            " long as the organization says."
        ),
    )

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        """Also ask that it closes after it opens."""
        valid = bool(super().validate(extra_validators=extra_validators))
        opens, closes = self.opens_at.data, self.closes_at.data
        if valid and opens and closes and closes <= opens:
            self.closes_at.errors = [_("It must close after it opens.")]
            return False
        return valid

    @property
    def known_version(self) -> int:
        """The version that the form showed, or none that there is."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_GOAL)) else 0

    @property
    def changes(self) -> dict[str, object]:
        """The fields of a campaign as they were typed."""
        return {
            "title": self.title.data,
            "summary": self.summary.data,
            "goal": self.goal.data,
            "opens_at": self.opens_at.data,
            "closes_at": self.closes_at.data,
            "kept_days": self.kept_days.data,
        }
