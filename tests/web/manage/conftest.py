from __future__ import annotations

from tests.web.desk import brought_in, desk, furnished, sign_in, statement_text  # noqa: F401 - fixtures
