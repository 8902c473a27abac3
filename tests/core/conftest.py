from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.core import config
from campaign.core.config import Config

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Config:
    """An installation in use that needs no database, with secrets of its own making."""
    made = Config.load({"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(tmp_path / "data")})
    config.use(made)
    return made
