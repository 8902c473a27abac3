"""What was done to a statement's items, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.accounts import queries as accounts
from campaign.campaigns import queries as campaigns
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.statements import queries
from campaign.statements.checking.services import ACCEPT
from campaign.statements.checking.trail import REDO, UNDO, trail

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.statements.models import Change, Statement

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: what, when, and by whom."""

    id: str
    sentence: str
    made_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class History:
    """The latest steps, the newest first; how many there are; what can be taken back or done again.

    `is_held` says that what was done last stays, for the campaign of the item is public.
    """

    steps: list[Step]
    count: int
    undoable: Step | None
    redoable: Step | None
    is_held: bool


def history(statement: Statement) -> History:
    """What was done to the items of `statement`."""
    changes = queries.changes_of(statement)
    stands, fixed = trail(changes), campaigns.public_items(statement)
    names = accounts.names(change.account_id for change in changes[-SHOWN:])

    def step(change: Change | None) -> Step | None:
        if change is None:
            return None
        who = names.get(change.account_id or "", _("on the command line"))
        return Step(change.id, sentence_of(change), change.made_at, who)

    def free(change: Change | None) -> Change | None:
        return change if change and _can_be_reversed(change, fixed) else None

    steps = [made for change in reversed(changes[-SHOWN:]) if (made := step(change))]
    undoable, redoable = free(stands.undoable), free(stands.redoable)
    is_held = stands.undoable is not None and undoable is None
    return History(steps, len(changes), step(undoable), step(redoable), is_held)


def _can_be_reversed(change: Change, fixed: set[str]) -> bool:
    touched = change.touched
    return bool(touched - fixed) if change.act == ACCEPT else not touched & fixed


def sentence_of(change: Change) -> str:
    """What was done, to stand after "Undo: "."""
    if change.act in {UNDO, REDO}:
        what = sentence_of(queries.change_by_id(str(change.reverses)))
        return _("taken back: %(what)s", what=what) if change.act == UNDO else _("again: %(what)s", what=what)
    if change.act == ACCEPT and not change.place:
        return ngettext("accepted %(num)d item", "accepted %(num)d items", len(change.after))
    number = change.place
    return {
        "accept": _("accepted item %(number)s", number=number),
        "add": _("added item %(number)s", number=number),
        "ask": _("changed who item %(number)s asks", number=number),
        "drop": _("item %(number)s is no item", number=number),
        "join": _("joined item %(number)s with the next", number=number),
        "name": _("marked who item %(number)s asks", number=number),
        "respan": _("changed where item %(number)s begins and ends", number=number),
        "reword": _("changed the verbs of item %(number)s", number=number),
        "split": _("split item %(number)s", number=number),
    }[change.act]
