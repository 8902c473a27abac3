"""Sealing everything again with the newest key: a job that can be killed and goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, func, select, type_coerce, update

from campaign.core import clock, config, storage
from campaign.core.db import db
from campaign.core.errors import NotFound, Refused, Unavailable
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.jobs import leases, queue
from campaign.signatures.sealing import columns, keys
from campaign.signatures.sealing.models import Resealing

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

SEAL_AGAIN = "signatures.seal_again"
BATCH = 500
FILES = "files"


def ask(account_id: str | None = None, *, only_counts: bool = False, queued: bool = True) -> Resealing:
    """Ask for everything to be sealed with the newest key, or only counted by key; a worker does it.

    While one run goes on it is given back instead. Whoever calls `work` leaves it out of the queue.
    """
    config.look_for_new_data_keys()
    run = keys.last_run(finished=False)
    if run is None or run.only_counts != only_counts:
        run = Resealing(
            id=new_id(), account_id=account_id, only_counts=only_counts, key_name=keys.newest_name()
        )
        db.session.add(run)
    elif run.key_name != keys.newest_name():
        # A key that is newer than this run: it begins again.
        run.key_name, run.place, run.done = keys.newest_name(), "", 0
    db.session.commit()
    if queued:
        queue.enqueue(SEAL_AGAIN, run.id)
    return run


def by_id(run_id: str) -> Resealing:
    """The run with this id; raises `NotFound`."""
    found = db.session.get(Resealing, run_id)
    if found is None:
        raise NotFound(_("There is no such run."))
    return found


def work(run_id: str) -> None:
    """Seal and count, batch by batch, each committed with how far it is; done again, it changes nothing.

    What cannot be opened ends the run with a sentence. Raises `Unavailable` where the storage is away: a
    sweep asks again.
    """
    config.look_for_new_data_keys()
    lease = leases.take(Resealing, Resealing.id == run_id, Resealing.finished_at.is_(None))
    if not lease.ids:
        return
    with lease.kept():
        try:
            _work(run_id)
        except Refused as error:
            db.session.rollback()
            is_away = error.status == Unavailable.status
            _note(run_id, problem=error.sentence, **({} if is_away else {"finished_at": clock.now()}))
            db.session.commit()
            if is_away:
                raise
        finally:
            db.session.rollback()
            lease.give_back()


def _work(run_id: str) -> None:
    run = by_id(run_id)
    if run.key_name != keys.newest_name() and not run.only_counts:
        # Asked for by a process with another newest key: one of the two was started before the key was set.
        _note(run_id, problem=_("Serve and worker have different keys. Restart both, then this goes on."))
        db.session.commit()
        return
    if not run.only_counts:
        _note(run_id, total=_total(), problem="")
        db.session.commit()
        stages = [table.name for table, _columns in columns.sealed_columns()]
        stage, _blank, last = run.place.partition(" ")
        begun = [*stages, FILES].index(stage) if stage else 0
        for table, sealed in list(columns.sealed_columns())[begun:]:
            _seal_table(run_id, table, sealed, last if table.name == stage else "")
        _seal_files(run_id, last if stage == FILES else "")
    found = columns.count_by_key()
    _note(run_id, found=found, problem="", finished_at=clock.now())
    db.session.commit()


def _seal_table(run_id: str, table: Table, sealed: list[Column[Any]], last: str) -> None:
    # Raw bytes, not texts: the column types would open and seal by themselves.
    raw = [type_coerce(column, LargeBinary).label(column.name) for column in sealed]
    query = select(table.c.id, *raw).order_by(table.c.id).limit(BATCH)
    while rows := db.session.execute(query.where(table.c.id > last)).all():
        last = rows[-1].id
        changed = sum(columns.seal_row(table, sealed, row) for row in rows)
        _advance(run_id, f"{table.name} {last}", len(rows), changed)


def _seal_files(run_id: str, last: str) -> None:
    # Nobody waits for the database, and it is not read as of before, while a file is sealed.
    db.session.rollback()
    for key in storage.current().all_keys():
        if key > last:
            _advance(run_id, f"{FILES} {key}", 1, int(columns.seal_file(key)))


def _advance(run_id: str, place: str, done: int, changed: int) -> None:
    further = {"done": Resealing.done + done, "changed": Resealing.changed + changed}
    _note(run_id, place=place, **further)
    db.session.commit()


def _note(run_id: str, **values: Any) -> None:  # noqa: ANN401 - of the columns' types
    statement = update(Resealing).where(Resealing.id == run_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def _total() -> int:
    rows = [db.session.scalar(select(func.count()).select_from(t)) or 0 for t, _c in columns.sealed_columns()]
    return sum(rows) + len(storage.current().all_keys())
