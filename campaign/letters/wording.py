"""Dates, numbers, lists and requests as they stand in a sentence of a letter."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# The United Nations writes "24 November 2026" (Editorial Manual), as British English does.
_REGIONS = {"en": "en_GB"}
_BUDDHIST_ERA = 543


class RequestForm(StrEnum):
    """How the words of a request join the verb that asks: "to …", "that …" or "for …"."""

    TO = "to"
    THAT = "that"
    FOR = "for"


@lru_cache(maxsize=1024)
def in_words(day: date, language: str) -> str:
    """The day written out, such as "24 November 2026".

    In Thai the year is that of the Buddhist era, without the era's name ("24 พฤศจิกายน 2569"): so letters of
    Thai offices are dated (Regulation of the Office of the Prime Minister on Correspondence, B.E. 2526: day,
    full name of the month, number of the Buddhist year). Both years begin on the same day since 1941.
    """
    if language.partition("-")[0] == "th":
        return f"{format_date(day, 'd MMMM', locale=locale(language))} {day.year + _BUDDHIST_ERA}"
    return format_date(day, "long", locale=locale(language))


@lru_cache(maxsize=4096)
def number(count: int, language: str) -> str:
    """The count with the thousands apart, such as "1,284"."""
    return format_decimal(count, locale=locale(language))


def listed(parts: Sequence[str], language: str) -> str:
    """The parts as one enumeration, such as "Laos, Myanmar and Thailand"."""
    return format_list(list(parts), locale=locale(language))


def supporters(count: int, countries: int, language: str) -> str:
    """How many people of how many countries, such as "1,284 people in 38 countries"."""
    people = ngettext("%(shown)s person", "%(shown)s people", count, shown=number(count, language))
    places = ngettext(
        "%(shown)s country", "%(shown)s countries", countries, shown=number(countries, language)
    )
    return _("%(people)s in %(countries)s", people=people, countries=places)


def parties(bodies: Sequence[str], states: Sequence[str], language: str) -> str:
    """Who is asked, such as "the United Nations and the Governments of Thailand and Viet Nam".

    Args:
        bodies: names of bodies as they stand in a sentence, with their article.
        states: names of states as they stand after "of", with an article where they have one.
        language: code of the letter's language.

    """
    if not states:
        return listed(bodies, language)
    governments = ngettext(
        "the Government of %(states)s",
        "the Governments of %(states)s",
        len(states),
        states=listed(states, language),
    )
    return listed([*bodies, governments], language)


def request_form(item: str, request: str) -> RequestForm:
    """How `request`, words of `item`, joins the verb, read from the word that stands before it there."""
    words = request.split(maxsplit=2)
    if words[:1] in (["to"], ["that"]):
        return RequestForm(words[0])
    if words[:2] == ["not", "to"]:
        return RequestForm.TO
    before = item[: max(item.find(request), 0)].split()
    last = before[-1].lower() if before else ""
    return RequestForm(last) if last in ("to", "that") else RequestForm.FOR


def ask(addressee: str, form: RequestForm, requests: Sequence[str]) -> str:
    """Whom a letter asks for what, to stand after "We ask": the requests verbatim, without a final stop.

    Args:
        addressee: who is asked, as it stands in a sentence, such as "the Government of Thailand".
        form: how the requests join the verb.
        requests: the words of each request in the item; one, as a rule.

    """
    joined = _(", and ").join(_joining(form, request.rstrip(" .;,:")) for request in requests)
    if form is RequestForm.THAT:
        return joined
    return _("%(addressee)s %(request)s", addressee=addressee, request=joined)


def _joining(form: RequestForm, request: str) -> str:
    if request.startswith((f"{form} ", "not to ")):
        return request
    match form:
        case RequestForm.TO:
            return _("to %(request)s", request=request)
        case RequestForm.THAT:
            return _("that %(request)s", request=request)
        case RequestForm.FOR:
            return _("for %(request)s", request=request)


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """The language with its region, whose customs dates and numbers follow."""
    return Locale.parse(_REGIONS.get(language, language.replace("-", "_")))
