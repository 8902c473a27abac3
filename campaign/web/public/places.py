"""Where an item stands, in the words of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters.naming import called
from campaign.web.showing import day

if TYPE_CHECKING:
    from campaign.statements.models import Item, Statement


def in_statement(item: Item) -> str:
    """Item and statement: "Item 1.3 of the Joint Statement of 29 August 2007"."""
    statement = item.statement
    name = called(statement.title)
    if statement.adopted_on is None:
        return _("Item %(number)s of %(statement)s", number=item.place, statement=name)
    return _(
        "Item %(number)s of %(statement)s of %(date)s",
        number=item.place,
        statement=name,
        date=day(statement.adopted_on),
    )


def source(item: Item) -> str:
    """What stands under a quote: who issued it, when, and the item."""
    statement = item.statement
    parts = (
        statement.issuer or statement.title,
        day(statement.adopted_on) if statement.adopted_on else "",
        _("item %(number)s", number=item.place),
    )
    return ", ".join(part for part in parts if part)


def section(item: Item) -> str:
    """The heading under which the item stands, word for word, or nothing."""
    blocks = item.statement.blocks
    before = [block for block in blocks if block["kind"] == "heading" and block["end"] <= item.start]
    return item.statement.text[before[-1]["start"] : before[-1]["end"]].strip() if before else ""


def headline(statement: Statement) -> str:
    """The statement with its day: "Joint Statement, 29 August 2007"."""
    if statement.adopted_on is None:
        return statement.title
    return _("%(statement)s, %(date)s", statement=statement.title, date=day(statement.adopted_on))
