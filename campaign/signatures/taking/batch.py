"""Taking some signatures in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DBAPIError

from campaign.core import clock
from campaign.core.db import AWAY, db, only_reading
from campaign.signatures import mails
from campaign.signatures.taking import later, rows, storing, telling, turns
from campaign.signatures.taking.values import Fate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from campaign.signatures.taking.values import Given

# postgresql.org/docs/current/errcodes-appendix.html
DEADLOCK: Final = "40P01"


def take(given: Sequence[Given]) -> list[Fate | Exception]:
    """What became of each, once it is on the disk.

    One that cannot be stored harms no other: all are tried again, each alone.
    """
    try:
        return list(_together(given))
    except AWAY as error:
        if isinstance(error, DBAPIError) and _may_try_again(error):
            return _each_alone(given)
        return [Fate.AWAY] * len(given)
    except DBAPIError as error:
        return _each_alone(given) if len(given) > 1 else [error]


def _each_alone(given: Sequence[Given]) -> list[Fate | Exception]:
    fates: list[Fate | Exception] = []
    for one in given:
        try:
            fates += _together([one])
        except AWAY:
            fates.append(Fate.AWAY)
        except DBAPIError as error:
            fates.append(error)
    return fates


def _together(given: Sequence[Given]) -> list[Fate]:
    signatures = [rows.signature(one) for one in given]
    now, engine = clock.now(), db.engine
    with only_reading(on=False), engine.begin() as connection:
        moments, uses = turns.of(given, connection, now)
        confirmations = [
            _confirmation(row, one.title, due_at)
            for row, one, due_at in zip(signatures, given, moments, strict=True)
            if not one.verdict
        ]
        tells = all(one.tells_owner for one in given)
        stored = storing.store(connection, storing.Batch(signatures, confirmations, uses, now, tells))
    later.LATER.add(
        engine,
        {
            (one.campaign_id, one.address_index): telling.work_for(one, due_at)
            for one, row, due_at in zip(given, signatures, moments, strict=True)
            if one.tells_owner and one.campaign_id in stored.campaigns and row["id"] not in stored.signatures
        },
    )
    return [_fate(row, stored) for row in signatures]


def _fate(row: dict[str, Any], stored: storing.Stored) -> Fate:
    if row["id"] in stored.signatures:
        return Fate.STORED
    return Fate.KNOWN if row["campaign_id"] in stored.campaigns else Fate.CLOSED


def _confirmation(row: dict[str, Any], title: str, due_at: datetime) -> dict[str, Any]:
    index = row["address_index"]
    return mails.row(
        "confirm", row["id"], row["email"], row["language"], title, due_at=due_at, address_index=index
    )


def _may_try_again(error: DBAPIError) -> bool:
    # PostgreSQL ends one of two transactions that wait for each other; the other one goes on.
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
