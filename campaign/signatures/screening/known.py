"""The rules and rates as this process knows them: read every few seconds, and at once after a change."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import select

from campaign.core import config
from campaign.core.db import db, only_reading
from campaign.signatures.screening import network_keys
from campaign.signatures.screening.models import ScreeningRule, ScreeningSettings
from campaign.signatures.screening.ruleset import Ruleset, ruleset
from campaign.signatures.screening.values import Rates

FRESH_S = 3.0


@dataclass(frozen=True, slots=True)
class _Kept:
    database: str
    until: float
    rules: Ruleset


_kept: _Kept | None = None
_one_reads = Lock()


def rules() -> Ruleset:
    """The rules in force, at most `FRESH_S` seconds old.

    While one thread reads them again, the others go on with the old ones. Raises what the database raises.
    """
    kept, database = _kept, config.current().database_url
    is_ours = kept is not None and kept.database == database
    if kept is not None and is_ours and kept.until > time.monotonic():
        return kept.rules
    if kept is not None and is_ours and not _one_reads.acquire(blocking=False):
        return kept.rules
    if not is_ours:
        _one_reads.acquire()
    try:
        return _read(database)
    finally:
        _one_reads.release()


def forget() -> None:
    """Read the rules again when they are next asked for: they were changed."""
    global _kept  # noqa: PLW0603 - one process serves one installation
    _kept = None


def _read(database: str) -> Ruleset:
    global _kept  # noqa: PLW0603 - one process serves one installation
    # A connection of its own: whoever asks may be in the midst of a transaction, or in none at all.
    with only_reading(), db.engine.connect() as connection:
        columns = (ScreeningRule.act, ScreeningRule.kind, ScreeningRule.value, ScreeningRule.campaign_id)
        found = connection.execute(select(*columns)).all()
        said = connection.execute(
            select(
                ScreeningSettings.short_count,
                ScreeningSettings.short_s,
                ScreeningSettings.long_count,
                ScreeningSettings.long_s,
            )
        ).first()
    read = ruleset(((*row,) for row in found), Rates(*said) if said else Rates(), network_keys.key_of)
    _kept = _Kept(database, time.monotonic() + FRESH_S, read)
    return read
