"""Taking some signatures in one transaction."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DBAPIError

from campaign.campaigns import queries as campaigns
from campaign.core.db import AWAY, db, only_reading
from campaign.signatures import mails
from campaign.signatures.taking import rows, storing, telling
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
    confirmations = [_confirmation(row, one.title) for row, one in zip(signatures, given, strict=True)]
    with only_reading(on=False), db.engine.begin() as connection:
        stored = storing.store(connection, signatures, confirmations)
        left = [one for one, row in zip(given, signatures, strict=True) if row["id"] not in stored]
        is_open = campaigns.open_among({one.campaign_id for one in left}, connection) if left else set()
        known = {
            (one.campaign_id, one.address_index): one
            for one in left
            if one.campaign_id in is_open and one.tells_owner
        }
        for (campaign_id, index), one in sorted(known.items(), key=itemgetter(0)):
            telling.tell_the_owner(connection, campaign_id, index, one.title)
    return [
        Fate.STORED if row["id"] in stored else Fate.KNOWN if one.campaign_id in is_open else Fate.CLOSED
        for one, row in zip(given, signatures, strict=True)
    ]


def _confirmation(row: dict[str, Any], title: str) -> dict[str, Any]:
    index = row["address_index"]
    return mails.row("confirm", row["id"], row["email"], row["language"], title, address_index=index)


def _may_try_again(error: DBAPIError) -> bool:
    # PostgreSQL ends one of two transactions that wait for each other; the other one goes on.
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
