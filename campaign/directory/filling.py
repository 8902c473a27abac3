"""Many entries at once: a query for what is there, a statement for what is new, one for what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from campaign.core import clock
from campaign.core.db import db, one_at_a_time
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.directory import queries
from campaign.directory.entries import COLUMNS, Entry
from campaign.directory.models import Recipient, RecipientChange

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import did, or would do, by key; `columns` says what changed in each entry that did."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Filling:
    """Entries as they shall be, and what is there of them."""

    entries: Mapping[str, Entry]
    known: Mapping[str, Recipient]
    before: Mapping[str, Entry]
    seen: Mapping[str, datetime]

    @property
    def new(self) -> tuple[str, ...]:
        """The keys of entries that are not there."""
        return tuple(key for key in self.entries if key not in self.before)

    @property
    def other(self) -> tuple[str, ...]:
        """The keys of entries that are there and say something else."""
        return tuple(key for key, was in self.before.items() if was != self.entries[key])

    @property
    def changes(self) -> Changes:
        """What writing them does."""
        other = self.other
        return Changes(
            added=self.new,
            changed=other,
            unchanged=tuple(key for key in self.before if key not in other),
            columns=MappingProxyType({key: self.before[key].differences(self.entries[key]) for key in other}),
        )


def prepare(entries: Collection[Entry], *, sparing_edited: bool) -> Filling:
    """What is to be written; with `sparing_edited`, entries that somebody edited stay as they are."""
    known = queries.by_keys(entry.key for entry in entries)
    before = {entry.key: known[entry.key].entry for entry in entries if entry.key in known}
    spared = {key for key in before if sparing_edited and known[key].edited}
    wanted = {entry.key: before[entry.key] if entry.key in spared else entry for entry in entries}
    return Filling(wanted, known, before, {key: recipient.updated_at for key, recipient in known.items()})


def write(filling: Filling, *, act: str, edited: bool, account_id: str | None = None) -> None:
    """Keep the entries and log what changed, all or nothing; raises `Conflict`.

    `edited` marks what was written as an organizer's, which `load_shipped` leaves alone. What ships with the
    program is logged only where it replaces something.
    """
    new, other = filling.new, filling.other
    with one_at_a_time(changed_meanwhile):
        if any(moment != filling.seen[key] for key, moment in queries.locked(other).items()):
            raise changed_meanwhile()
        added = [_row(filling.entries[key], edited=edited) | {"id": new_id()} for key in new]
        changed = [_row(filling.entries[key], edited=edited) | {"id": filling.known[key].id} for key in other]
        logged = [_logged(filling, key, act, account_id) for key in (*(new if edited else ()), *other)]
        if added:
            db.session.execute(insert(Recipient), added)
        if changed:
            db.session.execute(update(Recipient), changed)
        if logged:
            db.session.execute(insert(RecipientChange), logged)


def changed_meanwhile() -> Conflict:
    """What is raised where two change the directory at once."""
    return Conflict(
        _("Somebody else changed the directory at the same moment. Nothing was changed; try again.")
    )


def _row(entry: Entry, *, edited: bool) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in COLUMNS}
    return said | {"lines": list(entry.lines), "edited": edited, "updated_at": clock.now()}


def _logged(filling: Filling, key: str, act: str, account_id: str | None) -> dict[str, Any]:
    was = filling.before.get(key)
    return {
        "id": new_id(),
        "key": key,
        "act": act,
        "before": was.as_json if was else {},
        "after": filling.entries[key].as_json,
        "account_id": account_id,
        "made_at": clock.now(),
    }
