"""What the checking page says of an item, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.statements.models import Addressee, Item, Statement

# Flags that cannot be passed over: nobody gets a letter unless somebody is chosen.
MUST_CHOOSE = frozenset({"group", "no-addressee"})
# Kinds of addressees that can have an office.
WITH_ADDRESS = frozenset({"state", "body"})
SHORT = 60


def flag(name: str, item: Item) -> str:
    """A flag as a short label."""
    if name == "group" and (phrase := next((a.phrase for a in item.addressees if a.kind == "group"), None)):
        return _("asks “%(phrase)s”: choose who that is", phrase=_shortened(phrase))
    return {
        "time-bound": _("names a time: has it passed?"),
        "office-holder": _("names an office-holder: still in office?"),
        "group": _("choose who that is"),
        "no-addressee": _("names nobody: choose who is asked"),
        "several-requests": _("holds several requests"),
        "nested-verb": _("asks somebody to ask others: is the right one asked?"),
        "unsure": _("the reader is not sure of this one"),
    }[name]


def asked(addressees: Iterable[Addressee]) -> str:
    """Whom a phrase of the text stands for, in the words of a label beside it."""
    names = [one.name for one in addressees if one.kind in WITH_ADDRESS]
    return _("asked: %(names)s", names=", ".join(names)) if names else _("asked: who is that?")


def verbs(item: Item) -> str:
    """The verbs as they begin a card: "Urge, call upon"."""
    joined = ", ".join(item.verbs)
    return joined[:1].upper() + joined[1:]


def place(statement: Statement, at: int) -> str:
    """Where in the statement the character `at` stands: an item by its number, or the kind of passage."""
    for item in statement.items:
        if item.start <= at < item.end:
            return _("item %(number)s", number=item.place)
    kind = next((b["kind"] for b in statement.blocks if b["start"] <= at < b["end"]), "")
    return {
        "preface": _("the preface"),
        "title": _("the title"),
        "introduction": _("the introduction"),
        "heading": _("a heading"),
        "passage": _("a passage between the items"),
        "closing": _("the closing"),
    }.get(kind, _("the text"))


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
