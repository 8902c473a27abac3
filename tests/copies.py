"""Databases that hold what many tests begin with: filled once by the services, then copied."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from psycopg import sql

from tests.databases import connected, copy_database, database_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    Fill = Callable[[Callable[[], object]], None]


class CopiesOfFiles:
    """SQLite's, by the name of what filled them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, name: str, url: str) -> bool:
        """Put a copy in the place of the database at `url`, which nobody has open; False if there is none."""
        known = self.folder / name
        if known.exists():
            shutil.copyfile(known, url.removeprefix("sqlite:///"))
        return known.exists()

    def keep(self, name: str, url: str) -> None:
        """Copy the database at `url`, which nobody has open."""
        shutil.copyfile(url.removeprefix("sqlite:///"), self.folder / name)


class CopiesInCluster:
    """PostgreSQL's, by the name of what filled them."""

    def __init__(self, cluster: str, kept: ExitStack) -> None:
        self.cluster = cluster
        self.kept = kept
        self.known: dict[str, str] = {}

    def take(self, name: str, url: str) -> bool:
        """Put a copy in the place of the database at `url`, which nobody has open; False if there is none."""
        if name not in self.known:
            return False
        database = url.rpartition("/")[2]
        with connected(self.cluster) as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(database)))
            copy_database(connection, self.known[name], database)
        return True

    def keep(self, name: str, url: str) -> None:
        """Copy the database at `url`, which nobody has open."""
        copy = database_in(self.cluster, template=url.rpartition("/")[2])
        self.known[name] = self.kept.enter_context(copy).rpartition("/")[2]


@pytest.fixture(scope="session")
def copies_of_files(tmp_path_factory: pytest.TempPathFactory) -> CopiesOfFiles:
    """For all tests of a process."""
    return CopiesOfFiles(tmp_path_factory.mktemp("copies"))


@pytest.fixture(scope="session")
def copies_in_cluster(postgres_url: str) -> Iterator[CopiesInCluster]:
    """For all tests of a process; they are dropped before the cluster stops."""
    with ExitStack() as kept:
        yield CopiesInCluster(postgres_url, kept)


@pytest.fixture
def filled(app: Flask, database_url: str, request: pytest.FixtureRequest) -> Fill:
    """A function that has the database filled by what it is given, or puts a copy of what came of it before.

    It fills an empty database, each time with the same, and leaves nothing in files or in the process.
    """
    from campaign.core import clock
    from campaign.core.db import db

    is_file = database_url.startswith("sqlite")
    copies = request.getfixturevalue("copies_of_files" if is_file else "copies_in_cluster")

    def fill(work: Callable[[], object]) -> None:
        # What is made while the clock stands says so.
        name = f"{work.__module__}.{work.__qualname__}" if clock._set is None else ""
        if name and copies.take(name, database_url):
            return
        with app.app_context():
            work()
            db.session.remove()
            db.engine.dispose()
        if name:
            copies.keep(name, database_url)

    return fill
