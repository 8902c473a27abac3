"""How those who are asked, and the statement, are called in the middle of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from campaign.core import countries, languages
from campaign.core.languages import gettext as _
from campaign.letters import languages as spoken
from campaign.letters import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.directory.models import Recipient
    from campaign.statements.models import Item

KINDS_OF_TEXT = re.compile(
    r"(joint |open |common |final |ministerial |leaders[’'] )*"
    r"(statement|resolution|declaration|communiqu[eé]|letter|appeal|recommendation|decision|call|conclusions)\b",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"\b(alliance|assembly|association|cabinet|coalition|commission|committee|conference|congress|council|forum"
    r"|group|house|meeting|ministers|mission|network|office|organi[sz]ation|parliament|senate|society|union)\b",
    re.IGNORECASE,
)


def in_sentence(recipients: Sequence[Recipient], item: Item) -> str:
    """All of them in one phrase: "the United Nations and the Governments of Thailand and Viet Nam"."""
    states = [r.code for r in recipients if r.code in countries.CODES]
    bodies = [_body(r, item) for r in recipients if r.code not in countries.CODES]
    language = languages.current()
    named = [spoken.state(code, language) for code in dict.fromkeys(states)]
    return wording.parties(list(dict.fromkeys(bodies)), named, language)


def called(title: str) -> str:
    """The statement with its article: "the Joint Statement", or "the statement “Situation in …”"."""
    if languages.current() != languages.DEFAULT:
        return _("the statement “%(title)s”", title=title)
    if title.lower().startswith(("the ", "resolution ")):
        return title
    return (
        _("the %(title)s", title=title)
        if KINDS_OF_TEXT.match(title)
        else _("the statement “%(title)s”", title=title)
    )


def with_article(issuer: str) -> str:
    """Who issued the statement, as it stands after "by": bodies take an article, people do not."""
    if languages.current() != languages.DEFAULT:
        return issuer
    takes = issuer and BODIES.search(issuer) and not issuer.lower().startswith(("the ", "a ", "an "))
    return _("the %(issuer)s", issuer=issuer) if takes else issuer


def _body(recipient: Recipient, item: Item) -> str:
    codes = {addressee.code for addressee in item.addressees}
    if recipient.code == "UNSG" and "UN" in codes and "UNSG" not in codes:
        return _("the United Nations")
    if languages.current() != languages.DEFAULT and (known := _bodies().get(recipient.code)):
        return known
    return _("the %(office)s", office=recipient.office)


def _bodies() -> dict[str, str]:
    # The directory names offices in English alone.
    return {
        "UNSG": _("the Secretary-General of the United Nations"),
        "UNSC": _("the Security Council of the United Nations"),
        "UNGA": _("the General Assembly of the United Nations"),
        "UNHCR": _("the United Nations High Commissioner for Refugees"),
        "OHCHR": _("the United Nations High Commissioner for Human Rights"),
        "HRC": _("the Human Rights Council of the United Nations"),
        "ICRC": _("the International Committee of the Red Cross"),
        "EU": _("the European Union"),
    }
