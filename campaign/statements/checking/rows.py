"""Between the rows of the database and the sheet that they make."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from campaign.core import clock
from campaign.core.ids import new_id
from campaign.statements.checking.sheet import Asked, Marked, Sheet
from campaign.statements.models import Addressee, Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.statements.models import Statement


def sheet_of(statement: Statement) -> Sheet:
    """The statement's items as values."""
    return Sheet(statement.text, tuple(marked(item) for item in statement.items))


def marked(item: Item) -> Marked:
    """An item as a value."""
    return Marked(
        id=item.id,
        number=item.number,
        section=item.section,
        kind=item.kind,
        verbs=tuple(item.verbs),
        start=item.start,
        end=item.end,
        requests=tuple((start, end) for start, end in item.requests),
        is_campaign=item.campaign,
        flags=tuple(item.flags),
        proposed=tuple(item.proposed),
        asked=tuple(
            Asked(one.code, one.kind, one.name, one.phrase, one.start, one.end, one.basis, one.office)
            for one in item.addressees
        ),
        accepted_at=item.accepted_at.isoformat() if item.accepted_at else None,
    )


def write(item: Item, value: Marked) -> None:
    """Let the row say what the value says."""
    item.number, item.section, item.kind = value.number, value.section, value.kind
    item.verbs, item.flags = list(value.verbs), list(value.flags)
    item.start, item.end = value.start, value.end
    item.requests = [list(request) for request in value.requests]
    item.proposed = list(value.proposed)
    item.campaign = value.is_campaign
    item.accepted_at = datetime.fromisoformat(value.accepted_at) if value.accepted_at else None
    item.dropped_at = None
    item.addressees = [_row(place, one) for place, one in enumerate(value.asked)]


def put_in_order(items: Iterable[Item]) -> None:
    """Count the places of these items, which stand in their order, and the parts that share a number."""
    ordered = list(items)
    for position, item in enumerate(ordered):
        before = ordered[position - 1] if position else None
        after = ordered[position + 1] if position + 1 < len(ordered) else None
        item.position = position
        if before is not None and _are_parts(before, item):
            item.part = before.part + 1
        else:
            item.part = int(after is not None and _are_parts(item, after))


def _are_parts(one: Item, other: Item) -> bool:
    """Whether both were one item once: the same number in the same section."""
    return bool(one.number) and (one.section, one.number) == (other.section, other.number)


def drop(item: Item) -> None:
    """Take the item out of its statement; the row stays, for a campaign may hang on it."""
    item.dropped_at = clock.now()


def _row(place: int, one: Asked) -> Addressee:
    return Addressee(
        id=new_id(),
        position=place,
        code=one.code,
        kind=one.kind,
        name=one.name,
        phrase=one.phrase,
        start=one.start,
        end=one.end,
        basis=one.basis,
        office=one.office,
    )
