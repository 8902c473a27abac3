"""Changing the items of a statement: each change is written with the trail that lets it be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict, Refused
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements.checking import edits, rows
from campaign.statements.checking.sheet import Marked, Sheet
from campaign.statements.checking.trail import REDO, UNDO, trail
from campaign.statements.models import Change, Item, Statement
from campaign.statements.queries import changes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

ACCEPT = "accept"
LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand changes a statement, and what it saw.

    `seen` counts the changes that there were when the page was made; None: nobody looked at a page. `fixed`
    holds the ids of items that stay as they are, for people sign their words.
    """

    account_id: str | None = None
    seen: int | None = None
    fixed: Collection[str] = ()


def change(
    statement: Statement, act: str, place: str, edit: Callable[[Sheet], Sheet], hand: Hand
) -> Change | None:
    """Do `edit` to the statement's items and note it as `act` on the item at `place`.

    Returns None where nothing came out different. Raises what `edit` raises, and `Conflict` if an item that
    it touches was changed since it was seen, or is fixed.
    """
    try:
        held = _held(statement)
        before = rows.sheet_of(held)
        after = edit(before)
        old, new = _difference(before, after)
        if not old and not new:
            db.session.rollback()
            return None
        made = _noted(held, Change(act=act, place=place[:LONGEST_PLACE], before=old, after=new), hand)
        db.session.commit()
    except Refused:
        db.session.rollback()
        raise
    except IntegrityError as error:
        db.session.rollback()
        raise _changed_meanwhile() from error
    return made


def accept(statement: Statement, items: Sequence[Item], hand: Hand) -> Change | None:
    """Say that these items were read right, in one change; None where all of them were accepted already."""
    ids, now = [item.id for item in items], clock.now()
    place = items[0].place if len(items) == 1 else ""
    return change(statement, ACCEPT, place, lambda sheet: edits.accept(sheet, ids, now), hand)


def undo(statement: Statement, change_id: str, hand: Hand) -> Change:
    """Take back the latest change, which must be `change_id`; raises `Conflict` if it is not any more."""
    return _reverse(statement, change_id, UNDO, hand)


def redo(statement: Statement, change_id: str, hand: Hand) -> Change:
    """Do again what was taken back last, which must be `change_id`; raises `Conflict` otherwise."""
    return _reverse(statement, change_id, REDO, hand)


def _reverse(statement: Statement, change_id: str, act: str, hand: Hand) -> Change:
    try:
        held = _held(statement)
        known = trail(changes_of(held))
        row = known.undoable if act == UNDO else known.redoable
        if row is None or row.id != change_id:
            raise _changed_meanwhile()
        before, after = (row.after, row.before) if act == UNDO else (row.before, row.after)
        if row.act != ACCEPT:
            # What an item says is as before; that somebody found it right was said of a page that has gone.
            after = [{**item, "accepted_at": None} for item in after]
        made = Change(act=act, place=row.place, before=before, after=after, reverses=row.id)
        _noted(held, made, replace(hand, seen=None))
        db.session.commit()
    except Refused:
        db.session.rollback()
        raise
    except IntegrityError as error:
        db.session.rollback()
        raise _changed_meanwhile() from error
    return made


def _held(statement: Statement) -> Statement:
    """The statement as it is now; nobody else changes its items before the commit."""
    wanted = select(Statement).where(Statement.id == statement.id).with_for_update()
    held: Statement | None = db.session.scalar(wanted.execution_options(populate_existing=True))
    if held is None:
        raise Conflict(_("This statement was deleted meanwhile."))
    db.session.expire(held, ["items"])
    return held


def _difference(before: Sheet, after: Sheet) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    return (
        [item.as_json() for item in before if new.get(item.id) != item],
        [item.as_json() for item in after if old.get(item.id) != item],
    )


def _noted(statement: Statement, made: Change, hand: Hand) -> Change:
    known = changes_of(statement)
    _refuse_fixed(made, hand)
    if hand.seen is not None and any(made.touched & row.touched for row in known[hand.seen :]):
        raise _changed_meanwhile()
    made.id, made.statement_id = new_id(), statement.id
    made.position, made.account_id = len(known), hand.account_id
    db.session.add(made)
    _apply(statement, made.before, made.after)
    return made


def _apply(
    statement: Statement, before: Sequence[dict[str, object]], after: Sequence[dict[str, object]]
) -> None:
    wanted = select(Item).where(Item.statement_id == statement.id)
    known = {item.id: item for item in db.session.scalars(wanted)}
    new = {str(values["id"]): Marked.from_json(values) for values in after}
    for values in before:
        if values["id"] not in new:
            rows.drop(known[str(values["id"])])
    for item_id, value in new.items():
        if item_id not in known:
            known[item_id] = Item(id=item_id, statement_id=statement.id)
            db.session.add(known[item_id])
        rows.write(known[item_id], value)
    rows.put_in_order(sorted((i for i in known.values() if not i.dropped_at), key=lambda item: item.start))
    db.session.flush()
    db.session.expire(statement, ["items"])


def _refuse_fixed(made: Change, hand: Hand) -> None:
    fixed = [item for item in (*made.before, *made.after) if item["id"] in hand.fixed]
    if fixed:
        message = _("People sign the words of this item: its campaign is public. So the item stays as it is.")
        raise Conflict(message)


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this meanwhile. Look at it as it is now, then make your change again.")
    )
