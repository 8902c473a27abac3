from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from campaign.core.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def counted(session: object) -> Iterator[list[str]]:
    """The statements that are sent to the database from here on."""
    sent: list[str] = []

    def note(*told: object) -> None:
        sent.append(str(told[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)
