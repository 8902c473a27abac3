"""What tests ask for: the application on either database, and a clock that stands still.

The application is the one that is shipped, set up by the real migrations. `site`, `browser`, `page`,
`axe` and `mailbox` come from the modules named in `pytest_plugins`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import hypothesis
import pytest
from sqlalchemy import event

from campaign.core import clock as the_clock
from campaign.core.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from flask import Flask
    from flask.testing import FlaskClient
    from jinja2 import BytecodeCache
    from sqlalchemy import Dialect
    from sqlalchemy.orm import Session, scoped_session

pytest_plugins = [
    "tests.databases",
    "tests.copies",
    "tests.mailbox",
    "tests.site",
    "tests.storages",
    "tests.browser",
]

# Two cores are shared with a browser and a database: how long an example takes says nothing.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Argon2 as ever, over as little as it takes; tests/accounts/test_passwords.py holds what a site takes.
QUICKLY_HASHED = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
PATIENCE_S = 60


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """A development site in a folder of its own, with the rate limits lifted.

    A test of the limits takes `dataclasses.replace(config, rate_limits=True)`.
    """
    return Config.load(
        {
            "CAMPAIGN_ENV": "development",
            "CAMPAIGN_DATA": str(tmp_path / "data"),
            "CAMPAIGN_DATABASE_URL": database_url,
            "CAMPAIGN_RATE_LIMITS": "off",
        }
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """What Jinja made of the templates, for all applications of a process: compiling takes longest of all."""
    from jinja2 import FileSystemBytecodeCache

    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled-templates")))


@pytest.fixture
def app(config: Config, compiled_templates: BytecodeCache) -> Iterator[Flask]:
    """The whole application. No context is pushed, for requests would share it with the test."""
    from campaign.app import create_app
    from campaign.core.db import db
    from campaign.signatures.taking import later
    from campaign.web import page_cache

    later.LATER.after_s = 0
    made = create_app(config)
    # A test looks at a page right after it has changed something.
    made.extensions[page_cache.NAME].fresh_s = 0
    made.jinja_env.bytecode_cache = compiled_templates
    made.extensions["security"].pwd_context.update(**QUICKLY_HASHED)
    with made.app_context():
        event.listen(db.engine, "do_connect", _patiently)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


def _patiently(dialect: Dialect, _entry: object, _args: object, options: dict[str, object]) -> None:
    # Fifty connect at once, and a machine may stand still meanwhile; tests/journeys/test_cut_wire.py holds
    # when a site gives up.
    if dialect.name == "postgresql":
        options["connect_timeout"] = PATIENCE_S


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The database session in a context of the application, for tests that make no request."""
    from campaign.core.db import db

    with app.app_context():
        yield db.session
        db.session.remove()


@pytest.fixture
def clock() -> ModuleType:
    """The clock, standing at `MORNING`; `clock.set_to` moves it."""
    the_clock.set_to(MORNING)
    return the_clock


@pytest.fixture(autouse=True)
def _the_clock_runs_again() -> Iterator[None]:
    yield
    the_clock.run()
