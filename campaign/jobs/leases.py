"""Leases: which worker has a row in hand, and until when, so that no two do the same.

    lease = leases.take(Part, Part.state == "asked", Part.id == part_id)
    if lease.ids:
        with lease.kept():
            …
        db.session.execute(update(Part).where(Part.id == part_id, lease.holds()).values(state="written"))
        lease.give_back()

A sweep asks for the rows that are unfinished and `Part.is_free()`. A lease is short and is renewed
while its holder lives: what a killed worker held is free again after `DURATION`. Times are those of
the workers' clocks, which have to agree to some seconds.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from campaign.core import clock
from campaign.core.db import Id, Moment, db
from campaign.core.ids import new_id
from campaign.jobs import failures

if TYPE_CHECKING:
    from collections.abc import Iterator

DURATION = timedelta(seconds=60)

_log = structlog.get_logger(__name__)


class Leased:
    """The columns of a model whose rows a worker takes in hand."""

    if TYPE_CHECKING:
        id: Mapped[str]

    claimed_by: Mapped[str | None] = mapped_column(Id)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def is_free(cls) -> ColumnElement[bool]:
        """The condition that no live worker holds the row."""
        return or_(cls.claimed_until.is_(None), cls.claimed_until < clock.now())


@dataclass(frozen=True, slots=True)
class Lease:
    """Rows that this worker holds, by their ids; `owner` is the lease's own name."""

    model: type[Leased]
    owner: str
    ids: tuple[str, ...]

    def holds(self) -> ColumnElement[bool]:
        """The condition that a row is still held under this lease."""
        return self.model.claimed_by == self.owner

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the lease, from a thread of its own, for as long as the block takes."""
        done = threading.Event()
        thread = threading.Thread(target=self._keep, args=(db.engine, done), daemon=True, name="lease")
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def give_back(self) -> None:
        """Let others take what is still held; commits."""
        db.session.execute(
            update(self.model)
            .where(self.model.id.in_(self.ids), self.holds())
            .values(claimed_by=None, claimed_until=None)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()

    def _keep(self, engine: Any, done: threading.Event) -> None:  # noqa: ANN401 - a proxy in some set-ups
        while not done.wait(DURATION.total_seconds() / 3):
            try:
                with engine.begin() as connection:
                    connection.execute(
                        update(self.model)
                        .where(self.model.id.in_(self.ids), self.holds())
                        .values(claimed_until=clock.now() + DURATION)
                    )
            except Exception as error:  # noqa: BLE001 - the work goes on, and the next turn may succeed
                _log.warning("a lease could not be renewed", **failures.told(error))


def take(
    model: type[Leased],
    *conditions: ColumnElement[bool],
    limit: int = 1,
    order_by: ColumnElement[Any] | InstrumentedAttribute[Any] | None = None,
) -> Lease:
    """Take in hand up to `limit` rows that are free and meet the conditions; commits.

    Workers that ask at the same time get different rows: PostgreSQL leaves out what another is just
    taking (FOR UPDATE SKIP LOCKED), SQLite has one writer at a time.
    """
    owner = new_id()
    ids = tuple(
        db.session.scalars(
            select(model.id)
            .where(*conditions, model.is_free())
            .order_by(model.id if order_by is None else order_by)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    )
    db.session.execute(
        update(model)
        .where(model.id.in_(ids))
        .values(claimed_by=owner, claimed_until=clock.now() + DURATION)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    return Lease(model, owner, ids)
