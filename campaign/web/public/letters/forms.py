"""The part of a letter that its signer writes herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError

from campaign.core.errors import Refused
from campaign.core.languages import lazy_gettext as _
from campaign.signatures import own_words

if TYPE_CHECKING:
    from wtforms import Field

# So many times the longest paragraph is shown again to whoever sent more.
SHOWN_AGAIN = 4


class OwnWordsForm(FlaskForm):
    """A paragraph; the token in the page's address stands for the form's own."""

    class Meta(FlaskForm.Meta):
        """Without a token of the session."""

        csrf = False

    own = TextAreaField(
        _("A paragraph of your own"), filters=[lambda text: (text or "")[: SHOWN_AGAIN * own_words.LENGTH]]
    )

    def __init__(self, kept: str = "") -> None:
        """What was sent, or on a page that is only looked at the words that are `kept`."""
        sent = request.method == "POST"
        super().__init__(request.form if sent else None, data={"own": kept})
        self.words = "" if sent else kept

    def validate_own(self, field: Field) -> None:
        """Clean it, or say what is wrong."""
        try:
            self.words = own_words.screened(field.data)
        except Refused as error:
            raise ValidationError(error.sentence) from error
