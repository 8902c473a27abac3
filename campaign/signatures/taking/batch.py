"""Taking some signatures in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from campaign.campaigns import queries as campaigns
from campaign.core.db import AWAY, db, only_reading
from campaign.signatures.taking import later, rows, storing, telling
from campaign.signatures.taking.values import Fate

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    mails = [rows.confirmation(row, one.title) for row, one in zip(signatures, given, strict=True)]
    engine = db.engine
    with only_reading(on=False), engine.begin() as connection:
        stored = storing.store(connection, signatures, mails)
        # The same is asked and written whether all are new or none is: no stopwatch tells them apart.
        is_open = campaigns.open_among({one.campaign_id for one in given}, connection)
        telling_rows = [row for row, one in zip(signatures, given, strict=True) if one.tells_owner]
        storing.note_asked_again(connection, [row for row in telling_rows if row["campaign_id"] in is_open])
    later.LATER.add(
        engine,
        {
            (one.campaign_id, one.address_index): telling.work_for(one)
            for one, row in zip(given, signatures, strict=True)
            if one.tells_owner and one.campaign_id in is_open and row["id"] not in stored
        },
    )
    return [
        Fate.STORED if row["id"] in stored else Fate.KNOWN if one.campaign_id in is_open else Fate.CLOSED
        for one, row in zip(given, signatures, strict=True)
    ]


def _may_try_again(error: DBAPIError) -> bool:
    # PostgreSQL ends one of two transactions that wait for each other; the other one goes on.
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
