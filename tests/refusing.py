"""A database that refuses statements."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

SIGNING: Final = "INSERT INTO signatures"
# What PostgreSQL calls them (postgresql.org/docs/current/errcodes-appendix.html).
REASONS: Final = {"53100": OperationalError, "23514": IntegrityError}
FULL, WRONG = REASONS
_TRIGGER: Final = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{reason}'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse();
"""


@contextmanager
def refusing(engine: Engine, at: str = "", reason: str = FULL) -> Iterator[None]:
    """Within the block what holds `at` fails: the disk is full or, if that is the `reason`, a row is wrong.

    PostgreSQL itself refuses signatures: their statement does not come past SQLAlchemy.
    """

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if at in statement:
            raise REASONS[reason](statement, {}, OSError("refused"))

    by_itself = engine.dialect.name == "postgresql" and at in SIGNING
    if by_itself:
        _run(engine, _TRIGGER.format(reason=reason))
    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)
        if by_itself:
            _run(engine, "DROP FUNCTION refuse CASCADE")


def _run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
