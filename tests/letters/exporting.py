"""Signers who give their names, and exports that are written as workers do it."""

from __future__ import annotations

from campaign.core.db import db
from campaign.jobs import registry
from campaign.letters import export_queries as queries
from campaign.letters import exports
from tests import factories


def delivered(campaign, count: int) -> None:
    for number in range(count):
        mina = {"name": f"Mina {number}", "email": f"{number}@example.org"}
        factories.confirmed(campaign, **mina, deliver_name=True)


def write(*parts) -> None:
    """Do the jobs, as a worker does."""
    for key in [part.id for part in parts]:
        registry.run("letters.write_part", key)


def work() -> None:
    """Do all that the sweeps ask for."""
    for name, ids in list(registry.unfinished()):
        registry.run(name, *ids)


def content(part) -> bytes:
    return b"".join(exports.read_part(part))


def fresh(export):
    db.session.expire_all()
    return queries.by_id(export.id)
