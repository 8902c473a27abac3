"""The keys of the days, under which networks are hashed: files outside the database, gone after 30 days.

They lie in `<CAMPAIGN_DATA>/network-keys`, one of 32 random bytes for each day (UTC). The folder is tagged
as one that backups leave out (bford.info/cachedir: borg, restic and tar --exclude-caches heed it): with the
key of a day goes what its hashes mean. Several machines that serve one site need this folder in common.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from campaign.core import clock, config, files
from campaign.core.errors import Unavailable
from campaign.signatures.screening import ruleset

if TYPE_CHECKING:
    from pathlib import Path

    from campaign.signatures.screening.values import Network

KEPT = timedelta(days=30)
BYTES = 32
FOLDER = "network-keys"
TAG = "CACHEDIR.TAG"
TAGGED = b"Signature: 8a477f597d28d172789f06886806bc55\n# The keys of networks: not for backups.\n"


def hashed(campaign_id: str, network: Network) -> bytes:
    """The 32 bytes that stand for this network under a campaign today.

    Raises `Unavailable` if no key can be kept.
    """
    return ruleset.hashed(campaign_id, network, _todays(config.current().data, clock.now().date()))


def key_of(day: date) -> bytes | None:
    """The key of a day, or None where there is none any more."""
    try:
        return (folder() / day.isoformat()).read_bytes()
    except OSError:
        return None


def folder() -> Path:
    """Where the keys lie."""
    return config.current().data / FOLDER


def oldest() -> date:
    """The first day whose key is kept."""
    return (clock.now() - KEPT).date()


def are_too_old() -> bool:
    """Whether a key is there that `erase_old` would erase."""
    return any(_too_old())


def erase_old() -> None:
    """Erase the keys of all days that are longer ago than `KEPT`."""
    for path in _too_old():
        path.unlink(missing_ok=True)


def _too_old() -> list[Path]:
    found = []
    for path in folder().glob("????-??-??"):
        with suppress(ValueError):
            if date.fromisoformat(path.name) < oldest():
                found.append(path)
    return found


# Today's alone, and yesterday's for the last requests of it.
@lru_cache(maxsize=2)
def _todays(data: Path, day: date) -> bytes:
    place = data / FOLDER
    path = place / day.isoformat()
    try:
        files.write_whole(place / TAG, [TAGGED], keep_old=True)
        # Of several processes one makes the file; all of them read what lies there.
        files.write_whole(path, [secrets.token_bytes(BYTES)], keep_old=True)
        return path.read_bytes()
    except OSError as error:
        raise Unavailable from error
