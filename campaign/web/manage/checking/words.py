"""What the checking page says of an item, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.statements.models import Item, Statement

# Flags that cannot be passed over: nobody gets a letter unless somebody is chosen.
MUST_CHOOSE = frozenset({"group", "no-addressee"})


def flag(name: str) -> str:
    """A flag as a short label."""
    return {
        "time-bound": _("names a time: has it passed?"),
        "office-holder": _("names an office-holder: still in office?"),
        "group": _("choose who that is"),
        "no-addressee": _("names nobody: choose who is asked"),
        "several-requests": _("holds several requests"),
        "nested-verb": _("asks somebody to ask others: is the right one asked?"),
        "unsure": _("the reader is not sure of this one"),
    }[name]


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


def headings(statement: Statement) -> list[str]:
    """The lines of the statement that are headings."""
    spans = ((b["start"], b["end"]) for b in statement.blocks if b["kind"] in {"title", "heading"})
    return [line.strip() for start, end in spans for line in statement.text[start:end].splitlines()]
