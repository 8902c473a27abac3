"""What was done to a statement's items, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.accounts import queries as accounts
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.statements import queries
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
    """The latest steps, the newest first; how many there are; what can be taken back or done again."""

    steps: list[Step]
    count: int
    undoable: Step | None
    redoable: Step | None


def history(statement: Statement) -> History:
    """What was done to the items of `statement`."""
    changes = queries.changes_of(statement)
    known, stands = {change.id: change for change in changes}, trail(changes)
    names = accounts.names(change.account_id for change in changes[-SHOWN:])

    def step(change: Change | None) -> Step | None:
        if change is None:
            return None
        who = names.get(change.account_id or "", _("on the command line"))
        return Step(change.id, _sentence(change, known), change.made_at, who)

    steps = [made for change in reversed(changes[-SHOWN:]) if (made := step(change))]
    return History(steps, len(changes), step(stands.undoable), step(stands.redoable))


def _sentence(change: Change, known: dict[str, Change]) -> str:
    if change.act in {UNDO, REDO} and change.reverses:
        what = _sentence(known[change.reverses], known)
        return _("taken back: %(what)s", what=what) if change.act == UNDO else _("again: %(what)s", what=what)
    if change.act == "accept" and not change.place:
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
