"""Networks and mail domains from which many sign a campaign, and what is done about them by itself.

A school is no attack: only from five signers up is anything shown, a network has no other name than the
beginning of its hash, and the thresholds lie above what one place sends in ten minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import case, func, select

from campaign.campaigns.models import Campaign
from campaign.campaigns.values import ProofMode, State
from campaign.core import clock, encryption
from campaign.core.db import db
from campaign.core.ids import first_at
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.screening.rates import DOMAIN
from campaign.signatures.screening.switching import Cause
from campaign.signatures.switches import queries as switches
from campaign.signatures.switches.values import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Subquery

FEWEST: Final = 5
MOST_SHOWN: Final = 50
# Of a rush the latest signings alone, so that looking costs the same on every day. Whoever hides among so
# many is less than one in two hundred of them.
MOST_COUNTED: Final = 100_000
MOST_WATCHED: Final = 20_000
# How long uses are kept, and so how far back a trend can be looked at.
KEPT: Final = timedelta(days=1)
# What switches on proof of work: so many signings within `WATCHED` under one campaign. Two classes that sign
# in one lesson are 60; of mail domains only those are looked at that are nobody's large mail house.
WATCHED: Final = timedelta(minutes=10)
A_MOMENT: Final = timedelta(milliseconds=1)
FROM_A_NETWORK: Final = 100
FROM_A_DOMAIN: Final = 200
REJECTED: Final = 100
# The houses that give mailboxes to everybody, each with more than ten million of them by its own account.
LARGE_HOUSES: Final = frozenset(
    {
        *("126.com", "163.com", "aol.com", "daum.net", "gmail.com", "gmx.de", "gmx.net", "googlemail.com"),
        *("hanmail.net", "hotmail.com", "icloud.com", "kakao.com", "libero.it", "live.com", "mail.ru"),
        *("msn.com", "naver.com", "orange.fr", "outlook.com", "proton.me", "protonmail.com", "qq.com"),
        *("t-online.de", "web.de", "yahoo.co.jp", "yahoo.com", "yandex.ru"),
    }
)
NAME_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class Trend:
    """How many signings came from one network or domain in an hour, and how many of them were rejected.

    `key` is what a rule is made of: the hash of the network in hexadecimal digits, or the domain.
    """

    key: str
    signings: int
    rejected: int

    @property
    def name(self) -> str:
        """The beginning of a network's hash: enough to tell it from the others."""
        return self.key[:NAME_LENGTH]


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of a campaign: its signings, of a rush the latest `MOST_COUNTED`, and where they came from."""

    signings: int
    rejected: int
    networks: list[Trend]
    domains: list[Trend]

    @property
    def is_cut(self) -> bool:
        """Whether there were more than were counted."""
        return self.signings >= MOST_COUNTED


class Crossed(NamedTuple):
    """A threshold that was crossed: what was seen, how often, and the short name of a network."""

    cause: Cause
    figure: int
    name: str = ""


def is_on() -> bool:
    """Whether trends are looked at."""
    return switches.is_on(Figure.TRENDS)


def hour(campaign_id: str, begun: datetime) -> Hour:
    """What is seen of the hour that begins then: networks and domains of five or more, most first."""
    seen = _latest(campaign_id, begun, begun + timedelta(hours=1), MOST_COUNTED)
    signings, rejected = db.session.execute(select(func.count(), _rejected(seen)).select_from(seen)).one()
    return Hour(signings, rejected, _networks(seen), _domains(seen))


def crossed(campaign_id: str) -> Iterator[Crossed]:
    """The thresholds that were crossed under a campaign in the last ten minutes."""
    now = clock.now()
    seen = _latest(campaign_id, now - WATCHED, now + A_MOMENT, MOST_WATCHED)
    for network, figure, _rejected_ones, _last in _most(seen, seen.c.network, FROM_A_NETWORK):
        yield Crossed(Cause.NETWORK, figure, bytes(network).hex()[:NAME_LENGTH])
    for found in _domains(seen, FROM_A_DOMAIN):
        if found.key not in LARGE_HOUSES:
            yield Crossed(Cause.DOMAIN, found.signings)
    rejected = db.session.scalar(select(_rejected(seen)).select_from(seen)) or 0
    if rejected >= REJECTED:
        yield Crossed(Cause.REJECTED, rejected)


def to_look_after() -> set[str]:
    """The campaigns under which a threshold was crossed, or where the time of a trend is over."""
    if not is_on():
        return set()
    query = select(Campaign.id, Campaign.proof_until).where(
        Campaign.state == State.PUBLISHED, Campaign.proof_mode == ProofMode.TREND
    )
    now = clock.now()
    return {
        campaign_id
        for campaign_id, until in db.session.execute(query).all()
        if (until and until <= now) or next(crossed(campaign_id), None)
    }


def _latest(campaign_id: str, begun: datetime, ended: datetime, most: int) -> Subquery:
    query = (
        select(NetworkUse.id, NetworkUse.network, NetworkUse.domain_index, NetworkUse.verdict)
        .where(
            NetworkUse.campaign_id == campaign_id,
            NetworkUse.id >= first_at(begun),
            NetworkUse.id < first_at(ended),
        )
        .order_by(NetworkUse.id.desc())
        .limit(most)
    )
    return query.subquery()


def _networks(seen: Subquery) -> list[Trend]:
    return [
        Trend(bytes(network).hex(), signings, rejected)
        for network, signings, rejected, _last in _most(seen, seen.c.network)
    ]


def _domains(seen: Subquery, fewest: int = FEWEST) -> list[Trend]:
    found = _most(seen, seen.c.domain_index, fewest)
    columns = select(NetworkUse.id, NetworkUse.domain).where(NetworkUse.id.in_([row[-1] for row in found]))
    names = {use_id: _opened(bytes(domain)) for use_id, domain in db.session.execute(columns)}
    return [
        Trend(names[last], signings, rejected) for _index, signings, rejected, last in found if names[last]
    ]


def _opened(sealed: bytes) -> str:
    # Sealed with a key that is no longer in the ring: what came before it was taken out is gone in a day.
    try:
        return encryption.unseal(sealed, DOMAIN)
    except encryption.CannotOpen:
        return ""


def _most(seen: Subquery, by: ColumnElement[bytes], fewest: int = FEWEST) -> Sequence[Any]:
    query = select(by, func.count(), _rejected(seen), func.max(seen.c.id)).group_by(by)
    enough = query.having(func.count() >= fewest).order_by(func.count().desc(), by)
    return db.session.execute(enough.limit(MOST_SHOWN)).all()


def _rejected(seen: Subquery) -> ColumnElement[int]:
    return func.count(case((seen.c.verdict != "", 1)))
