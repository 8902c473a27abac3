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
from campaign.campaigns.values import ProofMode
from campaign.core import clock
from campaign.core.db import db
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.screening.switching import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

FEWEST: Final = 5
MOST_SHOWN: Final = 50
# How long uses are kept, and so how far back a trend can be looked at.
KEPT: Final = timedelta(days=1)
# What switches on proof of work: so many signings within `WATCHED` under one campaign. Two classes that sign
# in one lesson are 60; of mail domains only those are looked at that are nobody's large mail house.
WATCHED: Final = timedelta(minutes=10)
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


class Crossed(NamedTuple):
    """A threshold that was crossed under a campaign."""

    campaign_id: str
    cause: Cause
    figure: int
    name: str = ""


def is_on() -> bool:
    """Whether trends are looked at."""
    return True


def hour_of(moment: datetime) -> datetime:
    """The beginning of its hour (UTC)."""
    return moment.replace(minute=0, second=0, microsecond=0)


def networks(campaign_id: str, hour: datetime) -> list[Trend]:
    """The networks from which at least five signed the campaign in the hour that begins then, most first."""
    columns = NetworkUse.network, func.count().label("signings"), _rejected()
    found = db.session.execute(_most(_grouped(campaign_id, hour, *columns)))
    return [Trend(bytes(network).hex(), signings, rejected) for network, signings, rejected in found]


def domains(campaign_id: str, hour: datetime) -> list[Trend]:
    """The mail domains with which at least five signed the campaign in the hour, most first."""
    columns = NetworkUse.domain_index, func.count().label("signings"), _rejected(), func.max(NetworkUse.id)
    found = db.session.execute(_most(_grouped(campaign_id, hour, *columns))).all()
    ids = [row[-1] for row in found]
    names = dict(
        db.session.execute(select(NetworkUse.id, NetworkUse.domain).where(NetworkUse.id.in_(ids))).all()
    )
    return [Trend(names[last], signings, rejected) for _index, signings, rejected, last in found]


def by_hour(campaign_id: str) -> list[tuple[datetime, int, int]]:
    """The last day by hours, the newest first: when each began, signings, and how many were rejected."""
    now = hour_of(clock.now())
    hours = [now - timedelta(hours=back) for back in range(int(KEPT / timedelta(hours=1)))]
    which = case(
        *((NetworkUse.at >= hour, place) for place, hour in enumerate(hours)), else_=len(hours)
    ).label("place")
    query = (
        select(which, func.count(), _rejected())
        .where(NetworkUse.at >= hours[-1], NetworkUse.campaign_id == campaign_id)
        .group_by(which)
    )
    counts = {place: (signings, rejected) for place, signings, rejected in db.session.execute(query)}
    return [(hour, *counts.get(place, (0, 0))) for place, hour in enumerate(hours)]


def crossed(campaign_id: str = "") -> Iterator[Crossed]:
    """The thresholds that were crossed in the last ten minutes, under one campaign or under each."""
    recent = [NetworkUse.at > clock.now() - WATCHED]
    if campaign_id:
        recent.append(NetworkUse.campaign_id == campaign_id)
    for campaign, network, figure in _counts(recent, NetworkUse.network, FROM_A_NETWORK):
        yield Crossed(campaign, Cause.NETWORK, figure, bytes(network).hex()[:NAME_LENGTH])
    last = func.max(NetworkUse.id)
    for campaign, _index, figure, use_id in _counts(recent, NetworkUse.domain_index, FROM_A_DOMAIN, last):
        if db.session.scalar(select(NetworkUse.domain).where(NetworkUse.id == use_id)) not in LARGE_HOUSES:
            yield Crossed(campaign, Cause.DOMAIN, figure)
    for campaign, figure in _counts([*recent, NetworkUse.verdict != ""], None, REJECTED):
        yield Crossed(campaign, Cause.REJECTED, figure)


def to_look_after() -> set[str]:
    """The campaigns under which a threshold was crossed, or where the time of a trend is over."""
    if not is_on():
        return set()
    over = select(Campaign.id).where(
        Campaign.proof_until <= clock.now(), Campaign.proof_mode == ProofMode.TREND
    )
    return {found.campaign_id for found in crossed()} | set(db.session.scalars(over))


def _counts(
    which: list[ColumnElement[bool]],
    column: InstrumentedAttribute[bytes] | None,
    fewest: int,
    *more: ColumnElement[Any],
) -> list[Any]:
    by = [NetworkUse.campaign_id, *([] if column is None else [column])]
    query = select(*by, func.count(), *more).where(*which).group_by(*by).having(func.count() >= fewest)
    return list(db.session.execute(query.order_by(func.count().desc())).all())


def _rejected() -> ColumnElement[int]:
    return func.count(case((NetworkUse.verdict != "", 1)))


def _grouped(campaign_id: str, hour: datetime, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns
    query = select(*columns).where(
        NetworkUse.campaign_id == campaign_id,
        NetworkUse.at >= hour,
        NetworkUse.at < hour + timedelta(hours=1),
    )
    return query.group_by(columns[0]).having(func.count() >= FEWEST)


def _most(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.order_by(func.count().desc(), query.selected_columns[0]).limit(MOST_SHOWN)
