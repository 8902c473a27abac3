"""When the confirmation mails of one network may go: a rate that is exceeded holds them, and rejects nobody.

The uses of networks are rows of the database, so that all processes count together; a mail's turn comes after
those of its network that were asked for before. Two processes that ask in the same instant do not see each
other's mails: the rate is exceeded by as many mails as there are processes, and no signature waits for
a lock. Hashes are those of a day, so that at midnight (UTC) a network begins anew.
"""

from __future__ import annotations

from collections import defaultdict, deque
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, LargeBinary, bindparam, text

from campaign.core import addresses, config, encryption
from campaign.core.db import Moment, db, only_reading
from campaign.core.ids import id_at
from campaign.core.straight import Straight
from campaign.signatures.screening import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import TextualSelect
    from sqlalchemy.orm import Session, scoped_session

    from campaign.signatures.screening.values import Rates

    Source = Connection | Straight | Session | scoped_session[Any]

# The link in a mail lives for 30 days from the signing: none waits so long that it is of no use any more.
LONGEST: Final = timedelta(days=7)
DOMAIN: Final = "network_uses.domain"
MINUTE: Final = timedelta(minutes=1)
# From which times are counted that are cut.
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Of each network the latest mails alone, whatever waits behind them: found from the end of the index.
LATEST: Final = """
with asked (network) as ({asked})
select asked.network, uses.due_at
from asked join network_uses uses on uses.network = asked.network and uses.due_at >= coalesce((
  select older.due_at from network_uses older
  where older.network = asked.network and older.due_at > {since}
  order by older.due_at desc limit 1 offset {skipped}
), {since})
order by uses.due_at
"""
# As the driver takes it: every batch of signatures asks, and what SQLAlchemy does around a statement takes as
# long again.
ON_POSTGRESQL: Final = LATEST.format(
    asked="select unnest(%(networks)b::bytea[])",
    since="%(since)b::timestamptz",
    skipped="%(skipped)b::integer",
)


class Use(NamedTuple):
    """A signing as it is counted: `network` hashed, or None where it is not known; `domain` of the mail."""

    campaign_id: str
    network: bytes | None
    domain: str
    verdict: str = ""


def due(
    session: Source | None,
    asked: Sequence[bytes | None],
    now: datetime,
) -> list[datetime]:
    """When the mail of each signing may go, for networks as `network_keys.hashed` gives them, in order.

    Asks the database once, in the session's transaction or, without one, over a connection of its own; those
    that are asked for together count for each other. At once where the network is not known (None). Raises
    what the database raises.
    """
    networks = {network for network in asked if network}
    if not networks or not config.current().rate_limits:
        return [now] * len(asked)
    rates = known.rules().rates
    latest = _latest(session, sorted(networks), now - rates.window, rates.remembered)
    moments = []
    for network in asked:
        moment = now
        if network:
            moment = _next(latest[network], now, rates)
            latest[network].append(moment)
        moments.append(moment)
    return moments


def rows(uses: Sequence[Use], moments: Sequence[datetime], now: datetime) -> list[dict[str, Any]]:
    """What `insert(NetworkUse)` stores of these signings; nothing of one whose network is not known.

    `moments` are those that `due` gave; what was rejected is counted in trends and takes nobody's turn. Times
    are cut, or they would lead to the signature: that of the signing to its minute, that of the mail to the
    next one, never to one before, so that the rates hold.
    """
    step = min(MINUTE, timedelta(seconds=known.rules().rates.short_s))
    minute = now - (now - BEGINNING) % MINUTE
    # That two of them are one says its index anyway.
    sealed: dict[str, tuple[bytes, bytes]] = {}
    for use in uses:
        if use.domain not in sealed:
            index = encryption.keyed_hash(use.domain, DOMAIN)[:16]
            sealed[use.domain] = index, encryption.seal(use.domain, DOMAIN)
    return [
        {
            "campaign_id": use.campaign_id,
            "id": id_at(minute),
            "network": use.network,
            "domain_index": sealed[use.domain][0],
            "domain": sealed[use.domain][1],
            "verdict": use.verdict,
            "due_at": None if use.verdict else moment + (BEGINNING - moment) % step,
        }
        for use, moment in zip(uses, moments, strict=True)
        if use.network
    ]


def domain_of(email: str) -> str:
    """The domain of an address, in ASCII."""
    return addresses.ascii_domain(email.rpartition("@")[2])


def _next(before: deque[datetime], now: datetime, rates: Rates) -> datetime:
    moment = now
    for count, seconds in ((rates.short_count, rates.short_s), (rates.long_count, rates.long_s)):
        if len(before) >= count:
            moment = max(moment, before[-count] + timedelta(seconds=seconds))
    return min(moment, now + LONGEST)


def _latest(
    session: Source | None,
    networks: Sequence[bytes],
    since: datetime,
    count: int,
) -> defaultdict[bytes, deque[datetime]]:
    latest: defaultdict[bytes, deque[datetime]] = defaultdict(lambda: deque(maxlen=count))
    with _connection(session) as connection:
        for network, due_at in _found(connection, networks, since, count - 1):
            latest[bytes(network)].append(due_at)
    return latest


def _found(
    connection: Connection | Straight, networks: Sequence[bytes], since: datetime, skipped: int
) -> Iterable[Sequence[Any]]:
    values = {"since": since, "skipped": skipped}
    if isinstance(connection, Straight) or connection.dialect.name == "postgresql":
        return connection.exec_driver_sql(ON_POSTGRESQL, {**values, "networks": networks})
    places = [f"n{place}" for place in range(len(networks))]
    named = dict(zip(places, networks, strict=True))
    return connection.execute(_on_sqlite(tuple(places)), {**values, **named})


@contextmanager
def _connection(session: Source | None) -> Iterator[Connection | Straight]:
    if session is None:
        with only_reading(), db.engine.connect() as connection:
            yield connection
    else:
        yield session if isinstance(session, Connection | Straight) else session.connection()


# One for each size of a batch.
@lru_cache(maxsize=256)
def _on_sqlite(places: tuple[str, ...]) -> TextualSelect:
    asked = "values " + ", ".join(f"(:{place})" for place in places)
    statement = text(LATEST.format(asked=asked, since=":since", skipped=":skipped"))
    return statement.bindparams(bindparam("since", type_=Moment)).columns(network=LargeBinary, due_at=Moment)
