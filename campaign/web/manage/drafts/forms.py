"""The editor of a draft."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from campaign.core.languages import lazy_gettext as _
from campaign.letters.values import DraftText
from campaign.web import typed

AT_MOST = _("At most %(max)d characters fit here.")


class EditDraft(FlaskForm):
    """The text of the letters to one recipient; `version` is that of the draft which the editor showed."""

    version = HiddenField()
    subject = StringField(
        _("Subject"),
        [DataRequired(message=_("Give the letter a subject.")), Length(max=500, message=AT_MOST)],
        filters=[typed.one_line],
    )
    body = TextAreaField(
        _("Text"),
        [DataRequired(message=_("Write the text of the letter.")), Length(max=20_000, message=AT_MOST)],
        description=_("An empty line begins a paragraph. What stands in ((double brackets)) is filled in."),
        filters=[typed.lines],
    )

    @property
    def text(self) -> DraftText:
        """What was typed."""
        return DraftText(self.subject.data or "", self.body.data or "")

    @property
    def known_version(self) -> int | None:
        """The version that the editor showed, None where it showed the base text."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004
