"""Taking some signatures in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from campaign.campaigns import queries as campaigns
from campaign.core.db import AWAY, db, only_reading
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
    with only_reading(on=False), db.engine.begin() as connection:
        titles = campaigns.open_among({one.campaign_id for one in given}, connection)
        organization = campaigns.name_of_organization(connection)
        signatures = [rows.signature(one) if one.campaign_id in titles else None for one in given]
        new = [row for row in signatures if row]
        mails = [rows.confirmation(row, titles[row["campaign_id"]], organization) for row in new]
        stored = storing.store(connection, new, mails) if new else set()
        fates = [
            Fate.CLOSED if row is None else Fate.STORED if row["id"] in stored else Fate.KNOWN
            for row in signatures
        ]
        known = {
            (one.campaign_id, one.address_index)
            for one, fate in zip(given, fates, strict=True)
            if fate is Fate.KNOWN and one.tells_owner
        }
        for campaign_id, index in sorted(known):
            telling.tell_the_owner(connection, campaign_id, index, titles[campaign_id], organization)
    return fates


def _may_try_again(error: DBAPIError) -> bool:
    # PostgreSQL ends one of two transactions that wait for each other; the other one goes on.
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
