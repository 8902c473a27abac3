from __future__ import annotations

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from campaign.core import paths
from campaign.core.db import db


def test_there_is_one_head():
    assert len(ScriptDirectory(str(paths.find("migrations"))).get_heads()) == 1


def test_models_and_migrations_agree(app):
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert db.metadata.tables
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_can_be_undone_and_done_again(app):
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        flask_migrate.upgrade()
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version", *db.metadata.tables}
