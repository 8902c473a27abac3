"""Bringing an installation up to this version."""

from __future__ import annotations

import logging

import flask_migrate

from campaign.directory import services as directory


def bring_tables_up_to_date() -> int:
    """Run the migrations and load the shipped recipients; returns how many recipients were new."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade()
    return directory.load_shipped()
