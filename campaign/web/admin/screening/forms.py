"""The forms around rules and rates."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # the types are those of 3.2
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from campaign.core.languages import lazy_gettext as _
from campaign.signatures.screening.values import Act, Rates
from campaign.web import typed

AT_MOST = _("At most %(max)d characters fit here.")
BETWEEN = _("A number from %(min)d to %(max)d.")
LONGEST_LIST = 100_000
A_DAY_S = 86_400
MOST_MAILS = 10_000


class AddRules(FlaskForm):
    """Networks, domains and addresses, and what shall become of them."""

    act = RadioField(
        _("What the rules do"),
        choices=[
            SelectChoice(Act.BLOCK.value, _("Block: signatures are rejected, and nobody who signs is told")),
            SelectChoice(Act.ALLOW.value, _("Allow: nothing but a block rejects them")),
            SelectChoice(Act.DISPOSABLE.value, _("Throw-away: these domains give mailboxes for minutes")),
            SelectChoice(
                Act.LASTING.value, _("Not throw-away: these domains stand on the kept list by mistake")
            ),
        ],
        default=Act.BLOCK.value,
    )
    subjects = TextAreaField(
        _("Networks, mail domains or addresses"),
        [
            DataRequired(message=_("Enter a network, a mail domain or an address.")),
            Length(max=LONGEST_LIST, message=AT_MOST),
        ],
        description=_(
            "One on each line: 192.0.2.0/24, example.org, *.example.org or name@example.org. What stands "
            "after a # is left out. Of an address only a mark is kept that cannot be turned back into it."
        ),
        filters=[typed.lines],
    )
    campaign = SelectField(_("Where they hold"))
    note = StringField(
        _("Note"),
        [Length(max=300, message=AT_MOST)],
        description=_("Why, for those who come after you. Name nobody in it."),
        filters=[typed.one_line],
    )


class CountField(IntegerField):
    """A number that a person types."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; raises `ValueError` with a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Enter a number.")) from error


def _number(label: str, most: int) -> CountField:
    return CountField(
        label,
        [InputRequired(message=_("Enter a number.")), NumberRange(min=1, max=most, message=BETWEEN)],
    )


class SetRates(FlaskForm):
    """How many mails one network may cause under one campaign."""

    short_count = _number(_("Mails in the short time"), MOST_MAILS)
    short_s = _number(_("The short time, in seconds"), A_DAY_S)
    long_count = _number(_("Mails in the long time"), MOST_MAILS)
    long_s = _number(_("The long time, in seconds"), A_DAY_S)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        """Also ask that the long time is longer."""
        valid = bool(super().validate(extra_validators=extra_validators))
        if valid and self.rates.long_s <= self.rates.short_s:
            self.long_s.errors = [_("The long time must be longer than the short one.")]
            return False
        return valid

    @property
    def rates(self) -> Rates:
        """What was typed."""
        return Rates(*(int(self[name].data) for name in ("short_count", "short_s", "long_count", "long_s")))
