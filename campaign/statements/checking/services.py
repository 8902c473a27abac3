"""Changing the items of a statement: each change is written with the trail that lets it be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db, one_at_a_time
from campaign.core.errors import Conflict
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


def nobody() -> Collection[str]:
    """No item stays as it is."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand changes a statement, and what it saw.

    `seen` counts the changes that there were when the page was made; None: nobody looked at a page. `fixed`
    gives the ids of items that stay as they are, for people sign their words; it is asked once nobody else
    can change them.
    """

    account_id: str | None = None
    seen: int | None = None
    fixed: Callable[[], Collection[str]] = nobody


def change(
    statement: Statement, act: str, place: str, edit: Callable[[Sheet], Sheet], hand: Hand
) -> Change | None:
    """Do `edit` to the statement's items and note it as `act` on the item at `place`.

    Returns None where nothing came out different. Raises what `edit` raises, and `Conflict` if an item that
    it touches was changed since it was seen, or is fixed.
    """
    with one_at_a_time(_changed_meanwhile):
        return note(statement, act, place, edit, hand)


def note(  # noqa: PLR0913, PLR0917 - what is done, where, by whom, and after a look at what
    statement: Statement,
    act: str,
    place: str,
    edit: Callable[[Sheet], Sheet],
    hand: Hand,
    looked_at: Collection[str] = (),
) -> Change | None:
    """Like `change`, in the transaction of the caller, who commits.

    Also raises `Conflict` if one of the items with the ids `looked_at` was changed since it was seen.
    """
    held = _held(statement)
    before = rows.sheet_of(held)
    after = edit(before)
    old, new = _difference(before, after)
    made = Change(act=act, place=place[:LONGEST_PLACE], before=old, after=new)
    known = changes_of(held)
    if hand.seen is not None:
        touched = made.touched | set(looked_at)
        if any(touched & row.touched for row in known[hand.seen :]):
            raise _changed_meanwhile()
    if not old and not new:
        return None
    if made.touched & set(hand.fixed()):
        raise _fixed()
    return _noted(held, known, made, hand)


def accept(statement: Statement, items: Sequence[Item], hand: Hand) -> Change | None:
    """Note that these items were read right, in one change, in the transaction of the caller, who commits.

    Returns None where all of them were accepted already.
    """
    ids, now = [item.id for item in items], clock.now()
    place = items[0].place if len(items) == 1 else ""
    return note(statement, ACCEPT, place, lambda sheet: edits.accept(sheet, ids, now), hand, ids)


def undo(statement: Statement, change_id: str, hand: Hand) -> Change:
    """Take back the latest change, which must be `change_id`; raises `Conflict` if it is not any more."""
    return _reverse(statement, change_id, UNDO, hand)


def redo(statement: Statement, change_id: str, hand: Hand) -> Change:
    """Do again what was taken back last, which must be `change_id`; raises `Conflict` otherwise."""
    return _reverse(statement, change_id, REDO, hand)


def _reverse(statement: Statement, change_id: str, act: str, hand: Hand) -> Change:
    with one_at_a_time(_changed_meanwhile):
        held = _held(statement)
        changes = changes_of(held)
        known = trail(changes)
        row = known.undoable if act == UNDO else known.redoable
        if row is None or row.id != change_id:
            raise _changed_meanwhile()
        before, after = (row.after, row.before) if act == UNDO else (row.before, row.after)
        fixed = set(hand.fixed()) & row.touched
        if row.act == ACCEPT:
            # Whether one was found right says nothing of the others.
            before = [item for item in before if item["id"] not in fixed]
            after = [item for item in after if item["id"] not in fixed]
        else:
            # What an item says is as before; that it was found right was said of a page that has gone.
            after = [{**item, "accepted_at": None} for item in after]
        if fixed and (row.act != ACCEPT or not after):
            raise _fixed()
        made = Change(act=act, place=row.place, before=before, after=after, reverses=row.id)
        return _noted(held, changes, made, hand)


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


def _noted(statement: Statement, known: Sequence[Change], made: Change, hand: Hand) -> Change:
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


def _fixed() -> Conflict:
    return Conflict(
        _("People sign the words of this item: its campaign is public. So the item stays as it is.")
    )


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _(
            "This was changed meanwhile, by somebody else or by you in another window. "
            "Look at it as it is now, then make your change again."
        )
    )
