"""Secrets without a database, for what is pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.core import config as configuration
from campaign.core.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., Config]:
    """A function that puts a configuration in use, with the rates on unless it is told otherwise."""

    def use(rate_limits: str = "on") -> Config:
        given = {"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(tmp_path / "data")}
        made = Config.load(given | {"CAMPAIGN_RATE_LIMITS": rate_limits})
        configuration.use(made)
        return made

    use()
    return use
