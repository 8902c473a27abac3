"""Empty, migrated databases: one per test, copied from one that the real migrations made.

Without the cluster that tests/run starts (its address stands in CAMPAIGN_TEST_POSTGRES) the first
test that wants PostgreSQL starts one.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from campaign.core.config import Config
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty, migrated database; a test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        copy = folder / "campaign.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), copy)
        yield f"sqlite:///{copy}"
    else:
        cluster = request.getfixturevalue("postgres_url")
        with database_in(cluster, template=request.getfixturevalue("migrated_postgres")) as url:
            yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a cluster whose account may make databases."""
    given = os.environ.get("CAMPAIGN_TEST_POSTGRES")
    if given:
        yield given
        return
    with postgres.running() as cluster:
        yield cluster.url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that the migrations made; to be copied, not used."""
    folder = tmp_path_factory.mktemp("migrated-sqlite")
    file = folder / "campaign.sqlite"
    migrate(f"sqlite:///{file}", folder)
    with closing(sqlite3.connect(file)) as connection:
        # What is still in the write-ahead log goes into the file.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database that the migrations made; to be copied, not used."""
    with database_in(postgres_url) as url:
        migrate(url, tmp_path_factory.mktemp("migrated-postgres"))
        yield url.rpartition("/")[2]


def migrate(url: str, data: Path) -> None:
    """Bring the database at `url` to the newest revision, as `campaign db upgrade` does."""
    import flask_migrate

    from campaign.app import create_app
    from campaign.core.db import db

    environ = {"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(data), "CAMPAIGN_DATABASE_URL": url}
    with create_app(Config.load(environ)).app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


@contextmanager
def database_in(cluster: str, template: str = "template1") -> Iterator[str]:
    """The address of a database of the caller's own, a copy of `template`, for the length of the block."""
    name = f"test_{secrets.token_hex(8)}"
    with connected(cluster) as connection:
        copy_database(connection, template, name)
        yield f"{cluster.rpartition('/')[0]}/{name}"
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def connected(cluster: str) -> psycopg.Connection:
    """A connection that may make and drop databases."""
    return psycopg.connect(cluster.replace("+psycopg", ""), autocommit=True)


def copy_database(connection: psycopg.Connection, template: str, name: str) -> None:
    """Make a database from one that nobody has open."""
    # Copying files is as quick as it gets in a cluster that flushes nothing.
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    connection.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
