"""Switching a figure off, and on again."""

from __future__ import annotations

from campaign.core import clock, upserts
from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.signatures.switches import queries
from campaign.signatures.switches.models import Switch
from campaign.signatures.switches.values import Figure, NoSuchFigure


def turn(name: str, *, on: bool, reason: str, account_id: str | None) -> Figure:
    """Switch a figure on or off; every process knows within a second. Raises `NoSuchFigure`."""
    if name not in list(Figure):
        raise NoSuchFigure(_("There is no such figure."))
    said = {"is_on": on, "reason": reason, "changed_at": clock.now(), "account_id": account_id}
    insert = upserts.insert(Switch).values(name=name, **said)
    db.session.execute(insert.on_conflict_do_update(index_elements=["name"], set_=said))
    db.session.commit()
    queries.forget()
    return Figure(name)
