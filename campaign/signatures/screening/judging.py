"""The verdict on a signature, in an order that is fixed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from campaign.core import config
from campaign.signatures.screening.ruleset import Person
from campaign.signatures.screening.values import FASTEST_S, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.signatures.screening.ruleset import Lists, Ruleset
    from campaign.signatures.screening.values import Visit
    from campaign.signatures.values import Signing

# Stricter than for paragraphs, for initials with dots between them are names: only what nobody is called.
ENDINGS: Final = "biz|club|com|info|link|net|online|org|shop|site|store|top|website|xyz"
LINK: Final = re.compile(
    rf"""
    [a-z][a-z\d+.-]*://
    | \bwww\d?\.\w
    | (?<![\w.@-]) (?:[^\W_](?:[\w-]*[^\W_])?\.)+ (?-i:{ENDINGS}|{ENDINGS.upper()}) (?![\w-]|\.\w)
    | (?<![\w.@-]) (?:[^\W_](?:[\w-]*[^\W_])?\.)+ [^\W\d_]{{2,}} / \S
    """,
    re.IGNORECASE | re.VERBOSE,
)


def verdict(rules: Ruleset, campaign_id: str, signing: Signing, visit: Visit) -> Verdict | None:
    """Why this signature is rejected, or None if it is taken.

    Blocked network, domain, address; then nothing more for who is allowed; then a form that was sent too
    fast, the field that nobody sees, a throw-away domain, a link in place of a name (the order of
    alphagov/e-petitions, whose first three these are).
    """
    person = Person(campaign_id, signing.email, visit.network)
    lists = rules.lists(campaign_id)
    if blocked := _blocked(person, lists):
        return blocked
    if any(one.allow.has(person) for one in lists):
        return None
    if visit.age_s < FASTEST_S and config.current().rate_limits:
        return Verdict.TOO_FAST
    if visit.trap:
        return Verdict.TRAP
    if rules.is_disposable(person):
        return Verdict.DISPOSABLE
    return Verdict.LINK if is_link(signing.name) else None


def _blocked(person: Person, lists: Sequence[Lists]) -> Verdict | None:
    if any(one.block.has_network(person) for one in lists):
        return Verdict.NETWORK
    if any(one.block.has_domain(person) for one in lists):
        return Verdict.DOMAIN
    return Verdict.ADDRESS if any(one.block.has_address(person) for one in lists) else None


def is_link(name: str) -> bool:
    """Whether a name holds what leads to a page: nobody is called so."""
    # Without these no alternative of the pattern fits, and nearly no name has one.
    if name.isascii() and "." not in name and ":" not in name:
        return False
    return LINK.search(unicodedata.normalize("NFKC", name)) is not None
