"""What was done to an entry of the directory: who, when, and which words stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from campaign.accounts import queries as accounts
from campaign.core.languages import gettext as _
from campaign.directory.entries import COLUMNS
from campaign.web.manage.directory import wording
from campaign.web.showing import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from campaign.directory.models import RecipientChange


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that says something else than before; an empty text stands for nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: what, when, by whom, and the columns that it changed."""

    act: str
    made_at: datetime
    who: str
    differences: tuple[Difference, ...]


def steps(changes: Sequence[RecipientChange]) -> list[Step]:
    """The changes, in their order, ready to be shown."""
    names = accounts.names(change.account_id for change in changes)
    return [
        Step(
            _acts().get(change.act, change.act),
            change.made_at,
            _who(change.account_id, names),
            tuple(differences(change.before, change.after)),
        )
        for change in changes
    ]


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Difference]:
    """What two states of an entry say differently, in the order of its columns."""
    pairs = ((name, _shown(name, before.get(name)), _shown(name, after.get(name))) for name in COLUMNS)
    return [Difference(wording.column(name), old, new) for name, old, new in pairs if old != new]


def _who(account_id: str | None, names: Mapping[str, str]) -> str:
    if account_id is None:
        return _("on the command line")
    return names.get(account_id, _("somebody whose account was deleted"))


def _shown(name: str, value: object) -> str:
    if not value:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if name in {"checked_on", "holder_from", "holder_until"}:
        return day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    said = {
        "kind": wording.kind,
        "status": wording.status,
        "style": wording.style,
        "language": wording.language,
    }
    return said.get(name, str)(str(value))


def _acts() -> dict[str, str]:
    return {
        "added": _("added"),
        "changed": _("changed"),
        "checked": _("checked"),
        "imported": _("imported"),
        "removed": _("removed"),
    }
