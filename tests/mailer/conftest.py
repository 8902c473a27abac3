"""Mails of the tests' own, and a server that takes them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from campaign.core import config as configuration
from campaign.core import rendering
from tests.mailer import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.core.config import Config


@pytest.fixture(autouse=True)
def _mails_of_the_tests(monkeypatch):
    """Makes the kind `hello` known, which wants a `title` and a `link`."""
    environment = rendering.environment()
    ours = FileSystemLoader(Path(__file__).parent / "templates")
    monkeypatch.setattr(environment, "loader", ChoiceLoader([ours, environment.loader]))
    yield
    environment.cache.clear()


@pytest.fixture
def server(session, config: Config) -> Iterator[servers.Server]:
    """A mail server that the site sends by."""
    with servers.running() as made:
        configuration.use(dataclasses.replace(config, mail_url=made.url))
        yield made
