"""Being killed at the n-th statement that goes to the database, and what a worker does after it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

from campaign.core.db import db
from campaign.jobs import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Killed(BaseException):
    """Nothing catches it, as nothing catches a signal."""


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Within the block the statement with this number, from 1, is the last thing that is tried."""
    sent = 0

    def count(*_said: object) -> None:
        nonlocal sent
        sent += 1
        if sent == statement:
            raise Killed

    engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)


def until_nothing_is_left_to_kill(work: Callable[[], None], set_up: Callable[[], None]) -> Iterator[int]:
    """Set up and work again and again, killed one statement later each time; gives the number of it."""
    for statement in range(1, 60):
        set_up()
        try:
            with killed_at(statement):
                work()
        except Killed:
            db.session.rollback()
            db.session.remove()
            yield statement
        else:
            assert statement > 1
            return


def sweep() -> None:
    """Do what the sweeps ask for, until they ask for nothing."""
    while jobs := list(registry.unfinished()):
        for name, ids in jobs:
            registry.run(name, *ids)
