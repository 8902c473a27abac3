"""Confirmed signatures by the hour of their confirmation and country, counted one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, type_coerce

from campaign.core.db import Moment, db
from campaign.signatures.counting.values import BEGINNING
from campaign.signatures.models import COUNTS, Signature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement


def confirmed(
    campaign_id: str,
    *,
    after: datetime | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Mapping[tuple[datetime, str], int]:
    """How many were confirmed after or since a moment, and by another, and count still."""
    hour = _hour()
    query = select(hour, Signature.country, func.count()).where(
        Signature.campaign_id == campaign_id, COUNTS, Signature.confirmed_at >= (since or BEGINNING)
    )
    if after:
        query = query.where(Signature.confirmed_at > after)
    if until:
        query = query.where(Signature.confirmed_at <= until)
    found = db.session.execute(query.group_by(hour, Signature.country))
    return {(at, country): count for at, country, count in found}


def _hour() -> ColumnElement[datetime]:
    if db.engine.dialect.name == "postgresql":
        return type_coerce(func.date_trunc("hour", Signature.confirmed_at, "UTC"), Moment)
    return type_coerce(func.strftime("%Y-%m-%d %H:00:00.000000", Signature.confirmed_at), Moment)
