"""The token of a public form: it names what the form is for, so that its page needs no session."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, ValidationError
from wtforms.csrf.core import CSRF, CSRFTokenField

from campaign.core import clock, tokens
from campaign.core.languages import gettext as _
from campaign.signatures.screening.values import FASTEST_S

if TYPE_CHECKING:
    from wtforms.fields.core import UnboundField
    from wtforms.form import BaseForm

PURPOSE = "form"
LIVES = timedelta(hours=12)
FASTEST = timedelta(seconds=FASTEST_S)


class TokenField(CSRFTokenField):
    """The field of the token: one is made where it is shown, and not for a form that is only taken."""

    def process(self, *args: Any, **values: Any) -> None:  # noqa: ANN401 - WTForms' signature
        """Take what was sent."""
        HiddenField.process(self, *args, **values)

    def _value(self) -> str:
        self.current_token = self.current_token or self.csrf_impl.generate_csrf_token(self)
        return str(self.current_token)


class FormToken(CSRF):
    """Signed and time-stamped, for what the form's `csrf_context` names, such as "sign" and a campaign."""

    field_class = TokenField
    about = ""
    made_at: datetime | None = None

    def setup_form(self, form: BaseForm) -> list[tuple[str, UnboundField[CSRFTokenField]]]:
        """Learn what the form is for."""
        self.about = str(form.meta.csrf_context)
        return list(super().setup_form(form))

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        """The token that was sent, where it is still good, or a new one.

        A form that comes back is filled in already, and may be sent again faster than a person types: also
        where its token has only aged out.
        """
        sent = csrf_token_field.data or ""
        try:
            made_at(sent, self.about)
        except tokens.TokenTooOld:
            is_ours = tokens.read_old(sent, PURPOSE) == self.about
            return new(self.about, FASTEST if is_ours else tokens.NEW)
        except tokens.TokenRefused:
            return new(self.about)
        return str(sent)

    def validate_csrf_token(self, form: BaseForm, field: CSRFTokenField) -> None:  # noqa: ARG002
        """Raise `ValidationError` unless the token was made for the same, within twelve hours."""
        try:
            self.made_at = made_at(field.data or "", self.about)
        except tokens.TokenTooOld as error:
            message = _(
                "This page was open for a long time. What you wrote is still here: please send it again."
            )
            raise ValidationError(message) from error
        except tokens.TokenRefused as error:
            raise ValidationError(_sent_from_elsewhere()) from error


def new(about: str, age: timedelta = tokens.NEW) -> str:
    """A token for a form about this; it counts as so old."""
    return tokens.make(PURPOSE, about, age)


def made_at(token: str, about: str) -> datetime:
    """When the page was made that a form about this was sent from, to the second.

    Raises `TokenRefused` unless the token was made for the same, `TokenTooOld` after twelve hours.
    """
    named, moment = tokens.read_often(token, PURPOSE, LIVES)
    if named != about:
        raise tokens.TokenRefused(_sent_from_elsewhere())
    return moment


def age_s(moment: datetime) -> float:
    """How long ago, in seconds, the page was made that a form was sent from."""
    return (clock.now() - moment).total_seconds()


def _sent_from_elsewhere() -> str:
    return _("This form was not sent from its own page. Please look at it, and send it from here.")
