"""The form for signing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup
from wtforms import EmailField, HiddenField, StringField, TextAreaField

from campaign.core import addresses, countries, languages
from campaign.core.languages import gettext, speaking
from campaign.core.languages import lazy_gettext as _
from campaign.signatures import values
from campaign.signatures.screening.proof import LONGEST as LONGEST_PROOF
from campaign.signatures.screening.values import Visit
from campaign.signatures.values import Signing
from campaign.web import networks
from campaign.web.public.consents import Consents
from campaign.web.public.sent import KEPT, Cleaned, PublicForm, kept

if TYPE_CHECKING:
    from collections.abc import Callable


def clean_city(text: str) -> str:
    """A city, or nothing; raises `CannotSign`."""
    return values.clean_line("city", text, values.CITY_LENGTH, gettext("The city"))


# What is typed: the function that checks and cleans it, and how long it may be.
CLEAN: Final[dict[str, tuple[Callable[[str], str], int]]] = {
    "name": (values.clean_name, values.NAME_LENGTH),
    "email": (addresses.checked, addresses.LONGEST),
    "country": (values.clean_country, 1),
    "city": (clean_city, values.CITY_LENGTH),
    "comment": (values.clean_comment, values.COMMENT_LENGTH),
}
# Fields under which nothing is typed.
TRAP: Final = "homepage"
PROOF: Final = "proof"


def about(slug: str) -> str:
    """What the token of the form for this campaign names."""
    return f"sign {slug}"


def _typed(name: str, *, required: bool = False) -> dict[str, Any]:
    clean, limit = CLEAN[name]
    return {"validators": [Cleaned(clean, required=required)], "filters": [kept(limit)]}


class SigningForm(PublicForm, Consents):
    """What somebody writes to sign the campaign with this slug."""

    name = StringField(_("Name"), **_typed("name", required=True))
    email = EmailField(_("E-mail"), **_typed("email", required=True))
    country = StringField(_("Country"), **_typed("country", required=True))
    city = StringField(_("City"), **_typed("city"))
    comment = TextAreaField(_("In your words"), **_typed("comment"))

    # Nobody sees it; a program that fills in whatever it finds gives itself away.
    trap = StringField(_("Leave this empty"), filters=[kept(1)], name=TRAP)
    # With no name at all WTForms would load a catalog for each form, to find one.
    proof = HiddenField("", filters=[kept(LONGEST_PROOF // KEPT)])

    def __init__(self, slug: str, *, sent: bool = False) -> None:
        super().__init__(about(slug), sent=sent)

    @property
    def visit(self) -> Visit:
        """What is known of the request besides; only of a form that is valid."""
        return Visit(networks.visitor(), self.age_s, self.trap.data or "", self.proof.data or "")

    @property
    def signing(self) -> Signing:
        """What was checked."""
        return Signing(**{**self.clean, **self.consents})

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The country that was chosen, as code and name."""
        code = self.country.data or ""
        return (code, countries.name(code, languages.current())) if code in countries.CODES else None


@lru_cache(maxsize=32)
def country_options(language: str) -> Markup:
    """The list of countries as HTML; made once, for 250 options are most of what a page costs."""
    with speaking(language):
        first = Markup('<option value="">{}</option>').format(gettext("Choose your country"))
    return first + Markup("").join(
        Markup('<option value="{}">{}</option>').format(code, shown)
        for code, shown in countries.choices(language)
    )
