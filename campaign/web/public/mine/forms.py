"""Asking for the link to one's page, and changing there what one allowed and wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import EmailField, StringField, TextAreaField

from campaign.core import addresses, countries, languages
from campaign.core.languages import lazy_gettext as _
from campaign.signatures import values
from campaign.signatures.correcting import Correction
from campaign.web.public.consents import Consents
from campaign.web.public.sent import Cleaned, PublicForm, kept
from campaign.web.public.signing.forms import clean_city

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from campaign.signatures.models import Signature


class LinkForm(PublicForm):
    """The address that the link is to be sent to."""

    email = EmailField(
        _("E-mail"), [Cleaned(addresses.checked, required=True)], filters=[kept(addresses.LONGEST)]
    )

    def __init__(self, *, sent: bool = False) -> None:
        super().__init__("link", sent=sent)


class CorrectionForm(PublicForm):
    """What its owner wrote into a signature, to be put right."""

    name = StringField(
        _("Name"), [Cleaned(values.clean_name, required=True)], filters=[kept(values.NAME_LENGTH)]
    )
    country = StringField(_("Country"), [Cleaned(values.clean_country, required=True)], filters=[kept(1)])
    city = StringField(_("City"), [Cleaned(clean_city)], filters=[kept(values.CITY_LENGTH)])
    comment = TextAreaField(
        _("In your words"), [Cleaned(values.clean_comment)], filters=[kept(values.COMMENT_LENGTH)]
    )

    def __init__(self, signature: Signature, *, sent: bool = False) -> None:
        super().__init__(f"correct {signature.id}", sent=sent)
        if not sent:
            self.process(
                data={name: getattr(signature, name) or "" for name in ("name", "country", "city", "comment")}
            )

    @property
    def correction(self) -> Correction:
        """What was checked."""
        return Correction(**self.clean)

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The country that was chosen, as code and name."""
        code = self.country.data or ""
        return (code, countries.name(code, languages.current())) if code in countries.CODES else None


class ConsentsForm(Consents):
    """The consents of one signature; the token in the page's address stands for the form's own."""

    class Meta(FlaskForm.Meta):
        """Without a token of the session."""

        csrf = False

    @classmethod
    def of(cls, signature: Signature, sent: MultiDict[str, str] | None = None) -> ConsentsForm:
        """The form, with what holds now or with what was sent; several stand on one page."""
        return cls(sent, obj=signature, prefix=signature.id)
