"""The forms of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from campaign.core.languages import lazy_gettext as _
from campaign.statements.incoming import intake
from campaign.statements.incoming.values import LIMIT
from campaign.statements.services import Particulars
from campaign.web import typed

if TYPE_CHECKING:
    from wtforms import Field

    from campaign.statements.incoming.values import Incoming

WEB = ("https://", "http://")
AT_MOST = _("At most %(max)d characters fit here.")


class AboutStatement(FlaskForm):
    """What is said of a statement beside its text."""

    title = StringField(_("Title"), [Length(max=300, message=AT_MOST)], filters=[typed.one_line])
    issuer = StringField(_("Who issued it"), [Length(max=300, message=AT_MOST)], filters=[typed.one_line])
    adopted_on = DateField(_("Day of the statement"), [Optional()])
    place = StringField(_("Place"), [Length(max=200, message=AT_MOST)], filters=[typed.one_line])
    source = StringField(
        _("Where it is published"),
        [Length(max=500, message=AT_MOST)],
        description=_("The address of a page, such as https://example.org/statement."),
        filters=[typed.one_line],
    )

    def validate_source(self, field: Field) -> None:
        """An address that is shown as a link leads to a page and nowhere else."""
        if field.data and not field.data.lower().startswith(WEB):
            raise ValidationError(_("Begin the address with https:// or http://, or leave it empty."))

    def particulars(self, *, copies_unhcr: bool | None) -> Particulars:
        """What was typed."""
        return Particulars(
            title=self.title.data or "",
            issuer=self.issuer.data or "",
            adopted_on=self.adopted_on.data,
            place=self.place.data or "",
            source=self.source.data or "",
            copies_unhcr=copies_unhcr,
        )


class BringIn(AboutStatement):
    """A statement's text, by file or by paste, and what is known of it."""

    file = FileField(
        _("A file"),
        description=_("A .txt, .md, .html, .docx or .pdf file with text in it, of at most 5 MB."),
    )
    text = TextAreaField(
        _("Or the text itself"),
        description=_("Paste all of it, from the title to the end. It is kept and shown exactly as it is."),
        filters=[typed.as_pasted],
    )

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        """Also ask for one text, and not for two."""
        valid = super().validate(extra_validators=extra_validators)
        if bool(self.file.data) != bool((self.text.data or "").strip()):
            return bool(valid)
        sentence = (
            _("There is a file and a pasted text. Leave one of them out.")
            if self.file.data
            else _("Choose a file, or paste the text of the statement.")
        )
        self.text.errors = [*self.text.errors, sentence]
        return False

    @property
    def given(self) -> Field:
        """The field that the text came by."""
        return self.file if self.file.data else self.text

    def read(self) -> Incoming:
        """What was given, as text; raises of the `CannotRead` family."""
        if self.file.data:
            content = self.file.data.stream.read(LIMIT + 1)
            return intake.taken_in(content, typed.one_line(self.file.data.filename))
        return intake.pasted(self.text.data or "")

    def keep(self, text: str, sentence: str) -> None:
        """Show a file's text in place of the file, which a form cannot keep, and what is wrong with it."""
        self.text.data, self.file.data = text, None
        self.text.errors = [sentence]


class EditParticulars(AboutStatement):
    """Corrections to what is said of a statement, and whether all its campaigns write to the UNHCR."""

    title = StringField(
        _("Title"),
        [DataRequired(message=_("Give the statement a title.")), Length(max=300, message=AT_MOST)],
        filters=[typed.one_line],
    )
    copies_unhcr = BooleanField(
        _("Write to the UNHCR in every campaign of this statement"),
        description=_("Where an item does not ask the UNHCR, its letter passes the ask on."),
    )
