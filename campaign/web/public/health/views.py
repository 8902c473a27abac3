"""Whether the process is alive, and whether it can serve."""

from __future__ import annotations

from functools import lru_cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from campaign.core import paths
from campaign.core.db import db

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return _plain("ok\n", 200)


@health.get("/readyz")
def ready() -> Response:
    """The database answers, and its tables are those of this version."""
    try:
        current = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    except SQLAlchemyError:
        db.session.rollback()
        return _plain("the database does not answer\n", 503)
    if current != _heads():
        return _plain("the database is of another version: campaign db upgrade\n", 503)
    return _plain("ready\n", 200)


@lru_cache(maxsize=1)
def _heads() -> set[str]:
    return set(ScriptDirectory(str(paths.find("migrations"))).get_heads())


def _plain(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
