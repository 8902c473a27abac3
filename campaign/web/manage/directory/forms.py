"""The editor of an entry of the directory, and the file that an import begins with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional, Regexp

from campaign.core import addresses, clock, countries
from campaign.core.languages import gettext
from campaign.core.languages import lazy_gettext as _
from campaign.directory import entries
from campaign.directory.entries import COLUMNS, Entry
from campaign.directory.values import KINDS_OF_A_STATE, PostalAddress
from campaign.letters.layouts import Envelope
from campaign.web import typed
from campaign.web.manage.directory import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms import Field

AT_MOST = _("At most %(max)d characters fit here.")
DAY = _("Write the day as 2026-03-02.")
LONGEST_HOLDER = 200


def _most(name: str) -> Length:
    return Length(max=entries.LONGEST.get(name, LONGEST_HOLDER), message=AT_MOST)


class EditOffice(FlaskForm):
    """An entry of the directory; `seen` is the state of it that the editor showed."""

    seen = HiddenField()
    office = StringField(
        _("Office"),
        [DataRequired(message=_("Say which office it is.")), _most("office")],
        description=_("Its full name, such as Prime Minister of the Kingdom of Thailand."),
        filters=[typed.one_line],
    )
    kind = SelectField(_("Kind"))
    code = StringField(
        _("Code of the state or body"),
        [DataRequired(message=_("Say whose office it is.")), _most("code")],
        description=_("Of a state its two letters, such as TH; of a body its short name, such as UNHCR."),
        filters=[typed.one_line, lambda text: text.upper()],
    )
    key = StringField(
        _("Key"),
        [
            Optional(),
            _most("key"),
            Regexp(
                rf"({entries.KEY.pattern})\Z",
                message=_(
                    "The key may hold small letters, digits and single hyphens, such as th-mission-geneva."
                ),
            ),
        ],
        description=_(
            "What files and commands call it. It is made from the code and the kind if you leave it."
        ),
        filters=[typed.one_line],
    )
    lines = TextAreaField(
        _("Postal lines"),
        description=_("Line by line as they are printed, 3 to 7 of them, the country alone on the last one."),
        filters=[typed.lines],
    )
    envelope = SelectField(_("Envelope"), default=Envelope.DIN_B.value)
    email = StringField(_("E-mail"), filters=[typed.one_line])
    salutation = StringField(
        _("Salutation"),
        [DataRequired(message=_("Say how a letter begins.")), _most("salutation")],
        filters=[typed.one_line],
    )
    close = StringField(
        _("Close"),
        [DataRequired(message=_("Say how a letter ends.")), _most("close")],
        filters=[typed.one_line],
        default="Yours respectfully,",
    )
    language = SelectField(_("Working language"), default="en")
    style = SelectField(_("Style"), default="formal")
    holder = StringField(
        _("Holder"),
        [_most("holder")],
        description=_("Who holds the office. Letters go to the office, which outlives its holder."),
        filters=[typed.one_line],
    )
    holder_from = DateField(_("In office from"), [Optional()])
    holder_until = DateField(_("In office until"), [Optional()])
    status = SelectField(_("Status"), default="unverified")
    source = StringField(
        _("Source"),
        [_most("source")],
        description=_("Where the address was found: a page, a list, a letter of the office itself."),
        filters=[typed.one_line],
    )
    checked_on = DateField(
        _("Last checked"), [Optional()], description=_("The day of which the source speaks.")
    )
    note = TextAreaField(_("Note"), [_most("note")], filters=[typed.one_line])

    def __init__(self, *args: Any, **said: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*args, **said)
        self.kind.choices = wording.kinds()
        self.status.choices = wording.statuses()
        self.style.choices = wording.styles()
        self.language.choices = wording.working_languages([self.language.object_data])
        self.envelope.choices = [(one.value, one.label) for one in Envelope if one is not Envelope.NONE]

    def validate_code(self, field: Field) -> None:
        """A state's for an office of a state."""
        if self.kind.data in KINDS_OF_A_STATE:
            if field.data not in countries.CODES:
                raise ValidationError(
                    gettext("The code must be that of a state, in two capital letters, such as TH.")
                )
        elif not entries.CODE_OF_A_BODY.fullmatch(field.data):
            raise ValidationError(
                gettext("The code may hold capital letters, digits and single hyphens, such as UNHCR.")
            )

    def validate_lines(self, field: Field) -> None:
        """An address that a post office takes, or none."""
        if problems := PostalAddress(self.postal_lines).problems:
            raise ValidationError(" ".join(problems))
        field.data = "\n".join(self.postal_lines)

    def validate_email(self, field: Field) -> None:
        """An address that mail reaches."""
        if field.data:
            try:
                field.data = addresses.checked(field.data)
            except addresses.BadAddress as error:
                raise ValidationError(error.sentence) from error

    def validate_holder(self, field: Field) -> None:
        """A name where there are days."""
        if not field.data and (self.holder_from.data or self.holder_until.data):
            raise ValidationError(gettext("Say who holds the office in these days."))

    def validate_holder_until(self, field: Field) -> None:
        """Not before it began."""
        if field.data and self.holder_from.data and field.data < self.holder_from.data:
            raise ValidationError(gettext("The last day in office lies before the first."))

    def validate_status(self, field: Field) -> None:
        """Unknown if there is no address, and only then."""
        if bool(self.postal_lines) == (field.data == "unknown"):
            raise ValidationError(
                gettext("The status must be “unknown” where there is no address, and only there.")
            )

    def validate_source(self, field: Field) -> None:
        """Somebody said where it is."""
        if self.postal_lines and not field.data:
            raise ValidationError(gettext("The source of the address is missing."))

    def validate_checked_on(self, field: Field) -> None:
        """A day that has been."""
        if field.data and field.data > clock.now().date():
            raise ValidationError(gettext("The day of the last check lies in the future."))

    @property
    def postal_lines(self) -> tuple[str, ...]:
        """The address that was typed."""
        return PostalAddress.from_lines((self.lines.data or "").splitlines()).lines

    def entry(self, key: str | None = None) -> Entry:
        """What was typed, for the entry with this key, or for a new one."""
        said = {name: self[name].data for name in COLUMNS if name in self}
        said |= {"lines": self.postal_lines, "key": key or self.key.data or self._made_key()}
        return Entry(**said)

    @property
    def state_seen(self) -> datetime:
        """When the entry that the editor showed was last changed; what cannot be read was never the case."""
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)

    def blame(self, sentences: Sequence[str]) -> None:
        """Show what the directory has against the entry where no field is at fault."""
        self.form_errors: list[str] = [*sentences]

    def _made_key(self) -> str:
        code = (self.code.data or "").lower()
        return f"{code}-{self.kind.data}" if self.kind.data in KINDS_OF_A_STATE else code


class ChooseFile(FlaskForm):
    """The file of an import."""

    file = FileField(
        _("A CSV file"),
        [FileRequired(message=_("Choose a file."))],
        description=_("One row of column names and a row for each office, UTF-8, at most 5 MB."),
    )
