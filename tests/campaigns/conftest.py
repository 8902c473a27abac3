from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def statement_of_2007(session):
    """The statement that the tool was made for, brought in; the directory holds what ships."""
    return factories.the_statement_of_2007()
