from __future__ import annotations

import pytest

from tests.web.desk import furnished, sign_in  # noqa: F401 - fixtures


@pytest.fixture
def admin(sign_in):  # noqa: F811 - the fixture above
    """An admin's desk."""
    return sign_in("admin@example.org", "admin")
