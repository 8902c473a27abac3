"""Asking for the link to one's page, and changing one's consents there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import EmailField

from campaign.core import addresses
from campaign.core.languages import lazy_gettext as _
from campaign.web.public.consents import Consents
from campaign.web.public.sent import Cleaned, PublicForm, kept

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


class ConsentsForm(Consents):
    """The consents of one signature; the token in the page's address stands for the form's own."""

    class Meta(FlaskForm.Meta):
        """Without a token of the session."""

        csrf = False

    @classmethod
    def of(cls, signature: Signature, sent: MultiDict[str, str] | None = None) -> ConsentsForm:
        """The form, with what holds now or with what was sent; several stand on one page."""
        return cls(sent, obj=signature, prefix=signature.id)
