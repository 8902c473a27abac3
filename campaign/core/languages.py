"""The language in which the current piece of work speaks, and the messages in it.

The language is a context variable, so that a page, a mail and a letter can each have their own
without a web request. Catalogs lie in `campaign/translations` (gettext): the domain `messages` holds what the
site says, `letters` what letters print. A letter can be written in more languages than the site speaks.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import LazyProxy, NullTranslations, Translations

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT = "en"
CATALOGS = Path(__file__).resolve().parent.parent / "translations"
DOMAINS = ("messages", "letters")

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current() -> str:
    """The code of the language in use, such as `en`."""
    return _current.get()


def available() -> tuple[str, ...]:
    """Codes of the languages that have a catalog, the default first."""
    found = {path.parent.parent.name for path in CATALOGS.glob("*/LC_MESSAGES/messages.po")}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `language` within the block."""
    before = _current.set(language)
    try:
        yield
    finally:
        _current.reset(before)


def gettext(message: str, /, **values: object) -> str:
    """`message` in the current language, with `%(name)s` filled from `values`."""
    text = str(_catalog(current()).ugettext(message))
    return text % values if values else text


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """The form of the message that fits `count`, which fills `%(num)d`."""
    return unfilled_ngettext(singular, plural, count) % {"num": count, **values}


def unfilled_ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that fits `count`, with its places still to be filled."""
    return str(_catalog(current()).ungettext(singular, plural, count))


def lazy_gettext(message: str, /, **values: object) -> str:
    """Like `gettext`, looked up when it is shown: for labels that are made once per process."""
    return LazyProxy(gettext, message, enable_cache=False, **values)  # type: ignore[return-value]


@lru_cache(maxsize=32)
def _catalog(language: str) -> NullTranslations:
    site, letters = (Translations.load(CATALOGS, [language], domain) for domain in DOMAINS)
    site.add_fallback(letters)
    return site
