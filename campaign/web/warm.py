"""What a process of the server makes once, made before anybody asks it for a page.

The first page needs its templates compiled and the names of all countries read: some tenths of a second of
the processor. In a rush that a new process is put into, they would become many seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from werkzeug.test import create_environ, run_wsgi_app

from campaign.campaigns import queries
from campaign.core.db import only_reading

if TYPE_CHECKING:
    from flask import Flask


def up(app: Flask) -> None:
    """Make the list of campaigns and the first one's page; nothing where the database does not answer."""
    try:
        with app.app_context(), only_reading():
            slugs = [campaign.slug for campaign in queries.public()[:1]]
    except SQLAlchemyError:
        return
    for path in ("/", *(f"/c/{slug}" for slug in slugs)):
        run_wsgi_app(app, create_environ(path))
