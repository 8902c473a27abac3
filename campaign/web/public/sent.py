"""What is sent to a public form: cleaned, and kept for whoever has to put something right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from flask import request
from flask_wtf import FlaskForm
from wtforms import ValidationError

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.web.public.form_token import FormToken, age_s

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field

URLENCODED = "application/x-www-form-urlencoded"
# So much more than a field takes comes back in it when it is refused, and no more.
KEPT = 4
_BEYOND_ASCII = re.compile(rb"%[89A-Fa-f]")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def kept(limit: int) -> Callable[[str | None], str]:
    """A filter that keeps what was typed, but of a flood only the beginning."""
    return lambda text: (text or "").strip()[: KEPT * limit]


class Cleaned:
    """A validator that puts the clean text into `form.clean`, or says what is wrong with it."""

    def __init__(self, clean: Callable[[str], str], *, required: bool = False) -> None:
        self.clean = clean
        self.field_flags = {"required": True} if required else {}

    def __call__(self, form: PublicForm, field: Field) -> None:
        """Clean the field's text."""
        try:
            form.clean[field.name] = self.clean(field.data or "")
        except Refused as error:
            raise ValidationError(error.sentence) from error


class PublicForm(FlaskForm):
    """A form on a page without a session; `clean` holds the checked texts once it was validated.

    `about` names what it is for, `sent` says whether to take what the request holds.
    """

    class Meta(FlaskForm.Meta):
        """With a token of its own in the place of the session's."""

        csrf = True
        csrf_class = FormToken

    def __init__(self, about: str, *, sent: bool = False) -> None:
        self.clean: dict[str, Any] = {}
        self.is_readable = not sent or _is_readable()
        # Only text is looked at: a file under the name of a field would be no text.
        super().__init__(request.form if sent else None, meta={"csrf_context": about})

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' signature
        """Whether everything can be taken; says what cannot."""
        is_fine = super().validate(extra_validators)
        if self.is_readable:
            return bool(is_fine)
        self.form_errors.append(
            _("Some of what you sent arrived broken. Please look at it, and send it again from here.")
        )
        return False

    @property
    def age_s(self) -> float:
        """How long ago, in seconds, the page was made that a checked form was sent from."""
        made_at = self.csrf_token.csrf_impl.made_at
        return age_s(made_at) if made_at else 0.0

    @property
    def status(self) -> int:
        """400 for a form that was not sent from its page, 422 for one that somebody can put right."""
        return 400 if self.form_errors or self.csrf_token.errors else 422


def _is_readable() -> bool:
    """Whether every field came once, and in UTF-8."""
    if request.mimetype == URLENCODED and not _is_utf8(request.get_data()):
        return False
    return all(len(texts) == 1 and UNREADABLE not in texts[0] for texts in request.form.listvalues())


def _is_utf8(data: bytes) -> bool:
    if data.isascii() and not _BEYOND_ASCII.search(data):
        return True
    try:
        unquote_to_bytes(data).decode()
    except UnicodeDecodeError:
        return False
    return True
