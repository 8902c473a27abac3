from __future__ import annotations

from tests.web.manage.letters.asking import slug  # noqa: F401 - a fixture
