"""Which figures are on, asked for on every page: so each process remembers it for a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sqlalchemy import select

from campaign.core.db import db
from campaign.signatures.switches.models import Switch
from campaign.signatures.switches.values import Figure, Standing

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

REMEMBERED_S: Final = 1.0

_remembered: WeakKeyDictionary[Engine, tuple[float, frozenset[str]]] = WeakKeyDictionary()


def is_on(figure: Figure) -> bool:
    """Whether the figure is on, as it was a second ago at most."""
    now = time.monotonic()
    asked, off = _remembered.get(db.engine, (-REMEMBERED_S, frozenset()))
    if now - asked >= REMEMBERED_S:
        off = frozenset(db.session.scalars(select(Switch.name).where(Switch.is_on.is_(False))))
        _remembered[db.engine] = now, off
    return figure not in off


def forget() -> None:
    """Ask the database the next time."""
    _remembered.pop(db.engine, None)


def everything() -> list[Standing]:
    """How every switch stands now."""
    known = {row.name: row for row in db.session.scalars(select(Switch))}
    return [
        Standing(figure, row.is_on, row.reason, row.changed_at, row.account_id)
        if (row := known.get(figure))
        else Standing(figure)
        for figure in Figure
    ]
