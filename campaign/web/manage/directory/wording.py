"""The words of the directory as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from campaign.core import countries, languages
from campaign.core.languages import gettext as _
from campaign.directory import values

if TYPE_CHECKING:
    from collections.abc import Iterable

# Languages that offices work in, beside those that entries name already.
WORKING_LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru", "pt", "ja", "ko", "lo", "my", "th", "vi")


def column(name: str) -> str:
    """What a column of an entry, or of a file of entries, is called."""
    if name.startswith("line_"):
        return _("Postal line %(number)s", number=name.removeprefix("line_"))
    return {
        "state": _("State, by name or code"),
        "address": _("Address, all lines in one cell"),
        "key": _("Key"),
        "code": _("Code of the state or body"),
        "kind": _("Kind"),
        "office": _("Office"),
        "lines": _("Postal lines"),
        "salutation": _("Salutation"),
        "close": _("Close"),
        "language": _("Working language"),
        "style": _("Style"),
        "email": _("E-mail"),
        "holder": _("Holder"),
        "holder_from": _("In office from"),
        "holder_until": _("In office until"),
        "source": _("Source"),
        "checked_on": _("Last checked"),
        "status": _("Status"),
        "note": _("Note"),
    }.get(name, name.replace("_", " "))


def kind(word: str) -> str:
    """What a kind of office is called."""
    return {
        "head-of-government": _("head of government"),
        "foreign-minister": _("minister of foreign affairs"),
        "mission-new-york": _("permanent mission in New York"),
        "mission-geneva": _("permanent mission in Geneva"),
        "secretary-general": _("Secretary-General of the United Nations"),
        "high-commissioner-refugees": _("High Commissioner for Refugees"),
        "body": _("other body"),
    }.get(word, word.replace("-", " "))


def status(word: str) -> str:
    """What is known of an address."""
    return {
        "official": _("official: the office itself gives it"),
        "secondary": _("secondary: a fair source gives it"),
        "unverified": _("unverified"),
        "unknown": _("no address is known"),
    }.get(word, word)


def style(word: str) -> str:
    """How an office is written to."""
    return {"formal": _("formal"), "plain": _("plain")}.get(word, word)


def language(code: str) -> str:
    """What a language is called."""
    try:
        shown = Locale.parse(code, sep="-").get_display_name(languages.current().replace("-", "_"))
    except ValueError:
        shown = None
    return shown or code


def kinds() -> list[tuple[str, str]]:
    """All kinds with their names."""
    return [(word, kind(word)) for word in values.KINDS]


def statuses() -> list[tuple[str, str]]:
    """All statuses with their names."""
    return [(word, status(word)) for word in values.STATUSES]


def styles() -> list[tuple[str, str]]:
    """All styles with their names."""
    return [(word, style(word)) for word in values.STYLES]


def working_languages(more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Languages with their names, by name, English first."""
    codes = dict.fromkeys((*WORKING_LANGUAGES, *filter(None, more)))
    named = sorted(((code, language(code)) for code in codes), key=lambda pair: pair[1].casefold())
    return sorted(named, key=lambda pair: pair[0] != "en")


def states(codes: Iterable[str]) -> list[tuple[str, str]]:
    """States and bodies by their codes, the states by name, then the bodies."""
    every = set(codes)
    found = sorted((countries.un_name(code), code) for code in every & countries.CODES)
    return [(code, name) for name, code in found] + [(code, code) for code in sorted(every - countries.CODES)]
