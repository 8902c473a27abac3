"""The fixed lists of what a draft may ask for, each with the words shown beside the editor."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from campaign.core.languages import lazy_gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from campaign.letters.facts import Facts


@dataclass(frozen=True, slots=True)
class Known:
    """A placeholder: what is said of it, and where its text comes from."""

    description: str
    text: Callable[[Facts], str]


ITEM: Final = "item"
OWN_WORDS: Final = "own words"
# What differs from signer to signer.
OF_SIGNERS: Final = frozenset({OWN_WORDS, "signer name", "signer country"})
REQUESTING: Final = frozenset({"ask", "request"})

PLACEHOLDERS: Final = MappingProxyType(
    {
        "recipient office": Known(_("the office that the letter goes to"), attrgetter("recipient_office")),
        "state": Known(_("the state of that office"), attrgetter("state")),
        "addressee": Known(
            _("whom this letter asks, such as “the Government of Thailand”"), attrgetter("addressee")
        ),
        "addressees": Known(_("all whom the campaign asks"), attrgetter("addressees")),
        "ask": Known(
            _("whom the letter asks for what, to follow “We ask”; its paragraph is the request"),
            attrgetter("ask"),
        ),
        "request": Known(
            _("the words of the request alone, as they stand in the item"), attrgetter("request")
        ),
        ITEM: Known(
            _(
                "the words of the item; alone in a paragraph, they are set as a quote, and a courtesy "
                "translation under it"
            ),
            attrgetter("item"),
        ),
        "item number": Known(_("the number of the item in the statement"), attrgetter("item_number")),
        "item place": Known(
            _("“item 1.3”, or “the following item” without a number"), attrgetter("item_place")
        ),
        "statement": Known(_("how the statement is called"), attrgetter("statement")),
        "statement date": Known(_("the day of the statement"), attrgetter("shown_statement_date")),
        "issuer": Known(_("who issued the statement"), attrgetter("issuer")),
        "citation": Known(_("the statement with its issuer and its day"), attrgetter("citation")),
        "supporters": Known(_("“1,284 people in 38 countries”"), attrgetter("supporters")),
        "count": Known(_("the number of confirmed signatures"), attrgetter("shown_count")),
        "countries": Known(_("the number of countries they come from"), attrgetter("shown_countries")),
        "count date": Known(_("the day on which they were counted"), attrgetter("shown_count_date")),
        "date": Known(_("the day of the letter"), attrgetter("shown_date")),
        "campaign": Known(_("the title of the campaign"), attrgetter("campaign")),
        "campaign address": Known(_("the address of the campaign’s page"), attrgetter("campaign_address")),
        "organization": Known(_("the organization whose letters these are"), attrgetter("organization")),
        "signatory": Known(_("who signs for the organization"), attrgetter("signatory")),
        "signer name": Known(_("the name of the signer"), attrgetter("signer_name")),
        "signer country": Known(_("the country of the signer"), attrgetter("signer_country")),
        OWN_WORDS: Known(
            _("the supporter’s own words; alone in a paragraph, they may be empty"), attrgetter("own_words")
        ),
    }
)

CONDITIONS: Final = MappingProxyType(
    {
        "signed": _("at least one signature is confirmed"),
        "unsigned": _("no signature is confirmed yet"),
        "joined": _("more than one signature is confirmed"),
        "alone": _("no more than one signature is confirmed"),
        "sheet": _("a signature sheet is attached"),
        "own words": _("the supporter wrote a paragraph"),
        "translated": _("a courtesy translation follows the quote"),
    }
)
