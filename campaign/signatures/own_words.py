"""The paragraph that a signer writes into her letters: what it may hold."""

from __future__ import annotations

import re
import unicodedata

from campaign.core import countries
from campaign.core.languages import gettext as _
from campaign.signatures.values import JOINERS, CannotSign, clean_lines, shows_something

LENGTH = 600
FIELD = "own"
# Fewer capitals may be a name of an office.
SHOUTED_LETTERS = 20
SHOWN = 60
# Endings that are not those of countries, as far as links in letters use them (IANA root zone database).
ENDINGS = (
    *("app", "asia", "biz", "blog", "cat", "com", "coop", "dev", "edu", "eu", "gov", "info", "int", "io"),
    *("jobs", "link", "live", "ly", "mil", "mobi", "museum", "name", "net", "news", "ngo", "ong", "online"),
    *("org", "page", "pro", "shop", "site", "social", "store", "su", "tel", "top", "travel", "uk", "vip"),
    *("website", "wiki", "world", "xyz", "рф", "한국", "中国", "中國", "香港", "ไทย"),
)
_ending = "|".join({*ENDINGS, *(code.lower() for code in countries.CODES)})
_label = r"[^\W_](?:[\w-]*[^\W_])?"
EMAIL = re.compile(rf"[\w.+-]+@{_label}(?:\.{_label})*")
LINK = re.compile(
    rf"""
    [a-z][a-z\d+.-]*://\S*
    | (?:mailto|tel|javascript|data):\S+
    | \bwww\d?\.\S+
    # What ends as a host does: in one case, for a sentence may begin right after a full stop ("home.It").
    | (?<![\w.@-]) (?:{_label}\.)+ (?:com|net|org|(?-i:{_ending}|{_ending.upper()}))
      (?![\w-]|\.\w) (?:[:/]\S*)?
    # Any name of several parts with a path.
    | (?<![\w.@-]) (?:{_label}\.)+ [^\W\d_]{{2,}} / \S+
    | (?<![\d.]) (?:\d{{1,3}}\.){{3}} \d{{1,3}} (?![\d.])
    """,
    re.IGNORECASE | re.VERBOSE,
)


def screened(text: str) -> str:
    r"""The paragraph as it goes into a letter: trimmed, line ends as `\n`, empty if it shows nothing.

    Raises `CannotSign` with a sentence where it is longer than `LENGTH` characters, or holds control
    characters, characters that turn the direction of writing, links, e-mail addresses, double parentheses,
    or capitals only.
    """
    words = clean_lines(FIELD, text, LENGTH, _("Your paragraph"))
    if not shows_something(words):
        return ""
    # As it is read: wide letters are letters, and what is unseen parts no words.
    plain = "".join(c for c in unicodedata.normalize("NFKC", words) if c not in JOINERS)
    if found := EMAIL.search(plain):
        message = _(
            "Please leave out “%(found)s”: a letter to an office holds no e-mail address.",
            found=_beginning(found[0]),
        )
        raise _refused(message)
    if found := LINK.search(plain):
        message = _(
            "Please leave out “%(found)s”: it reads as a link."
            " If a sentence ends there, put a blank after the full stop.",
            found=_beginning(found[0]),
        )
        raise _refused(message)
    if "((" in plain or "))" in plain:
        raise _refused(_("Please write no double parentheses: in letters they stand for what is filled in."))
    if _is_shouted(plain):
        raise _refused(_("Please do not write in capitals only: an office reads that as shouting."))
    return words


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _is_shouted(text: str) -> bool:
    capitals = sum(c.isupper() for c in text)
    return capitals >= SHOUTED_LETTERS and not any(c.islower() for c in text)


def _refused(sentence: str) -> CannotSign:
    return CannotSign(sentence, FIELD)
