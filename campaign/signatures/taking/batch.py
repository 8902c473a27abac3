"""Taking some signatures in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DBAPIError

from campaign.core import clock
from campaign.core.db import AWAY, db, only_reading
from campaign.core.straight import Straight
from campaign.signatures import mails
from campaign.signatures.screening import proof
from campaign.signatures.taking import later, rows, storing, telling, turns
from campaign.signatures.taking.values import Fate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from sqlalchemy import Connection

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
    proofs, engine = [one.proof for one in given if one.proof], db.engine
    if proofs or engine.dialect.name == "sqlite":
        with only_reading(on=False), engine.begin() as connection:
            # A proof is used up by what is stored with it, or not at all.
            fresh = proof.remember(connection, proofs)
            moments, stored = _stored(connection, given, signatures, fresh)
    else:
        # All that is written is one statement.
        moments, stored = _stored(Straight(engine), given, signatures, frozenset())
    later.LATER.add(
        engine,
        {
            (one.campaign_id, one.address_index): telling.work_for(one, due_at)
            for one, row, due_at in zip(given, signatures, moments, strict=True)
            if one.tells_owner and one.campaign_id in stored.campaigns and row["id"] not in stored.signatures
        },
    )
    return [_fate(row, stored) for row in signatures]


def _stored(
    connection: Connection | Straight,
    given: Sequence[Given],
    signatures: storing.Rows,
    fresh: AbstractSet[bytes],
) -> tuple[list[datetime], storing.Stored]:
    now = clock.now()
    moments, uses = turns.of(given, connection, fresh, now)
    confirmations = [
        _confirmation(row, one.title, due_at)
        for row, one, due_at in zip(signatures, given, moments, strict=True)
        if not one.verdict
    ]
    tells = all(one.tells_owner for one in given)
    return moments, storing.store(connection, storing.Batch(signatures, confirmations, uses, now, tells))


def _fate(row: Mapping[str, Any], stored: storing.Stored) -> Fate:
    if row["id"] in stored.signatures:
        return Fate.STORED
    return Fate.KNOWN if row["campaign_id"] in stored.campaigns else Fate.CLOSED


def _confirmation(row: Mapping[str, Any], title: str, due_at: datetime) -> dict[str, Any]:
    index = row["address_index"]
    return mails.row(
        "confirm", row["id"], row["email"], row["language"], title, due_at=due_at, address_index=index
    )


def _may_try_again(error: DBAPIError) -> bool:
    # PostgreSQL ends one of two transactions that wait for each other; the other one goes on.
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
