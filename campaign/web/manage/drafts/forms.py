"""The editor of a draft, and the field for a courtesy translation."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from campaign.core.languages import lazy_gettext as _
from campaign.letters.values import DraftText
from campaign.web import typed

AT_MOST = _("At most %(max)d characters fit here.")


class EditDraft(FlaskForm):
    """The text of the letters in a scope; `version` is that of the draft which the editor showed.

    `to` and `sheet` say for whom and on which sheet the page is shown; they are not part of the draft.
    """

    version = HiddenField()
    subject = StringField(
        _("Subject"),
        [DataRequired(message=_("Give the letter a subject.")), Length(max=500, message=AT_MOST)],
        filters=[typed.one_line],
    )
    salutation = StringField(_("Salutation"), [Length(max=100, message=AT_MOST)], filters=[typed.one_line])
    body = TextAreaField(
        _("Text"),
        [DataRequired(message=_("Write the text of the letter.")), Length(max=20_000, message=AT_MOST)],
        description=_("An empty line begins a paragraph. What stands in ((double brackets)) is filled in."),
        filters=[typed.lines],
    )
    close = StringField(_("Close"), [Length(max=100, message=AT_MOST)], filters=[typed.one_line])
    to = SelectField(_("Shown for"), validate_choice=False)
    sheet = SelectField(_("Paper and envelope"), validate_choice=False)

    @property
    def text(self) -> DraftText:
        """What was typed."""
        fields = (self.subject, self.body, self.salutation, self.close)
        return DraftText(*(field.data or "" for field in fields))

    @property
    def known_version(self) -> int | None:
        """The version that the editor showed, None where it showed the base text."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


class Translate(FlaskForm):
    """A courtesy translation of the item into one language; empty, there is none."""

    words = TextAreaField(
        _("Courtesy translation"),
        [Length(max=5_000, message=AT_MOST)],
        description=_("It is set under the quoted item, marked as a translation, and never in its place."),
        filters=[typed.one_line],
    )
