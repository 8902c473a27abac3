"""The part of a letter that its signer writes herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError

from campaign.core.errors import Refused
from campaign.core.languages import gettext
from campaign.core.languages import lazy_gettext as _
from campaign.signatures.values import clean_lines

if TYPE_CHECKING:
    from wtforms import Field

OWN_LENGTH = 600
KEPT = 4


class OwnWordsForm(FlaskForm):
    """A paragraph; the token in the page's address stands for the form's own."""

    class Meta(FlaskForm.Meta):
        """Without a token of the session."""

        csrf = False

    own = TextAreaField(
        _("A paragraph of your own"), filters=[lambda text: (text or "")[: KEPT * OWN_LENGTH]]
    )

    def __init__(self) -> None:
        super().__init__(request.form if request.method == "POST" else None)
        self.words = ""

    def validate_own(self, field: Field) -> None:
        """Clean it, or say what is wrong."""
        try:
            self.words = clean_lines("own", field.data, OWN_LENGTH, gettext("Your paragraph"))
        except Refused as error:
            raise ValidationError(error.sentence) from error
