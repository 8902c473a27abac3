from __future__ import annotations

from pathlib import Path

import pytest

import campaign


@pytest.fixture(scope="session")
def text_of_2007() -> str:
    path = Path(campaign.__file__).parent / "statements" / "data" / "ipcnkr-2007.txt"
    return path.read_text(encoding="utf-8")
