"""How long what is personal is kept where no setting says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

UNCONFIRMED: Final = timedelta(days=60)
MAIL_RECORDS: Final = timedelta(days=90)
