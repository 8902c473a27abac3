"""Counting signatures and finding them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, union_all

from campaign.core import addresses
from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.signatures.counting import queries as counting
from campaign.signatures.models import COUNTS, Signature
from campaign.signatures.values import NoSuchSignature, Signer, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

BATCH = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A page of signatures, newest first, and the ids to ask for the pages around it."""

    rows: list[Signature]
    older: str | None
    newer: str | None


def count(campaign_id: str) -> int:
    """The number that is public: confirmed signatures of the campaign."""
    return counts([campaign_id]).get(campaign_id, 0)


def counts(campaign_ids: list[str]) -> dict[str, int]:
    """Confirmed signatures by campaign; a campaign without any is left out."""
    return counting.totals(campaign_ids)


def counts_by_state(campaign_id: str) -> dict[str, int]:
    """Signatures of a campaign by state, for its organizer; see `counting.queries.by_state`."""
    return dict(counting.by_state(campaign_id).counts)


def counts_by_country(campaign_id: str, until: datetime | None = None) -> dict[str, int]:
    """Confirmed signatures by country code, now or as they counted at `until`.

    Where only the numbers are kept, those.
    """
    return counting.at(campaign_id, until) if until else dict(counting.now(campaign_id).by_country)


def listed(campaign_id: str, until: datetime) -> Iterator[tuple[str, str, datetime]]:
    """The signatures that counted at `until`, in the order of signing: id, country, when it was confirmed."""
    columns = select(Signature.id, Signature.country, Signature.confirmed_at)
    for row in _in_batches(columns.where(*_counted(campaign_id, until))):
        yield row.id, row.country, row.confirmed_at


def not_counted(campaign_id: str, until: datetime) -> dict[str, int]:
    """Signatures given by `until` that did not count then: how many are pending, rejected, withdrawn."""
    given = _by_state(Signature.campaign_id == campaign_id, Signature.created_at <= until)
    counted = _by_state(*_counted(campaign_id, until))
    left = {str(state): given.get(state, 0) - counted.get(state, 0) for state in State}
    # What was confirmed since was pending then.
    return left | {State.PENDING: left[State.PENDING] + left.pop(State.CONFIRMED)}


def shown(campaign_id: str, limit: int) -> Sequence[Row[str | None, str, str | None]]:
    """The latest of those who want to be named on the page, with `name`, `country` and `comment`."""
    query = (
        select(Signature.name, Signature.country, Signature.comment)
        .where(
            Signature.campaign_id == campaign_id,
            COUNTS,
            Signature.show_name,
            ~Signature.hidden,
        )
        .order_by(Signature.id.desc())
        .limit(limit)
    )
    return db.session.execute(query).all()


def delivered(
    campaign_id: str, until: datetime, first: str = "", last: str = "", *, own_words: bool | None = None
) -> Iterator[Signer]:
    """The signers who give their names to the offices, in the order of their signing, read in batches.

    Those confirmed by `until`, with ids from `first` to `last` where these are given, and with or without own
    words where that is said.
    """
    columns = select(Signature.id, Signature.name, Signature.country, Signature.city, Signature.own_words)
    query = columns.where(*_is_delivered(campaign_id, until, own_words=own_words))
    if last:
        query = query.where(Signature.id >= first, Signature.id <= last)
    for row in _in_batches(query):
        yield Signer(row.name or "", row.country, row.city or "", row.own_words or "")


def delivered_spans(
    campaign_id: str, until: datetime, size: int, *, own_words: bool | None = None
) -> list[tuple[str, str, int]]:
    """What `delivered` gives, cut into spans of `size`: the first and the last id of each, and how many."""
    at = func.row_number().over(order_by=Signature.id)
    wanted = _is_delivered(campaign_id, until, own_words=own_words)
    numbered = select(Signature.id, at.label("at")).where(*wanted).subquery()
    query = select(func.min(numbered.c.id), func.max(numbered.c.id), func.count())
    found = db.session.execute(query.group_by((numbered.c.at - 1) // size))
    return sorted((first, last, count) for first, last, count in found)


def count_delivered(campaign_id: str, until: datetime) -> int:
    """How many `delivered` gives."""
    return db.session.scalar(select(func.count()).where(*_is_delivered(campaign_id, until))) or 0


def count_identical(campaign_id: str, until: datetime) -> int:
    """How many of these have no words of their own: to one office their letters differ in names alone."""
    alike = _is_delivered(campaign_id, until, own_words=False)
    return db.session.scalar(select(func.count()).where(*alike)) or 0


def page(campaign_id: str, state: str = "", before: str = "", after: str = "", size: int = 50) -> Page:
    """A page of a campaign's signatures: those before or after an id, without counting what lies between."""
    ids = _ids(campaign_id, state, before, after, size + 1)
    query = select(Signature).where(Signature.id.in_(ids)).order_by(Signature.id.desc())
    found = list(db.session.scalars(query))
    more = len(found) > size
    if after:
        rows = found[-size:]
        return Page(rows, rows[-1].id if rows else None, rows[0].id if more else None)
    rows = found[:size]
    newest = rows[0].id if rows and before else None
    return Page(rows, rows[-1].id if more else None, newest)


def by_email(campaign_id: str, email: str) -> list[Signature]:
    """The signatures of exactly this address under a campaign, in every state that still holds it."""
    index = addresses.index(email)
    query = select(Signature).where(Signature.campaign_id == campaign_id, Signature.address_index == index)
    return list(db.session.scalars(query.order_by(Signature.id.desc())))


def by_id(signature_id: str) -> Signature:
    """The signature with this id; raises `NoSuchSignature`."""
    found = db.session.get(Signature, signature_id)
    if found is None:
        raise NoSuchSignature(_("This signature does not exist any more."))
    return found


def of_the_same_owner(signature: Signature) -> list[Signature]:
    """Every signature that is kept of the address that gave this one, newest first; none once withdrawn."""
    if signature.address_index is None:
        return []
    query = select(Signature).where(Signature.address_index == signature.address_index)
    return list(db.session.scalars(query.order_by(Signature.id.desc())))


def _by_state(*conditions: ColumnElement[bool]) -> dict[str, int]:
    query = select(Signature.state, func.count()).where(*conditions)
    return dict(db.session.execute(query.group_by(Signature.state)).all())


def _counted(campaign_id: str, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a signature counted at `until`, also where it was withdrawn since."""
    return (
        Signature.campaign_id == campaign_id,
        Signature.confirmed_at <= until,
        or_(Signature.state == State.CONFIRMED, counting.withdrawn_since(until)),
    )


def _is_delivered(
    campaign_id: str, until: datetime, *, own_words: bool | None = None
) -> tuple[ColumnElement[bool], ...]:
    conditions = (
        Signature.campaign_id == campaign_id,
        Signature.state == State.CONFIRMED,
        Signature.confirmed_at <= until,
        Signature.deliver_name.is_(True),
    )
    if own_words is None:
        return conditions
    return *conditions, Signature.own_words.is_not(None) if own_words else Signature.own_words.is_(None)


def _ids(campaign_id: str, state: str, before: str, after: str, limit: int) -> list[str]:
    """The ids next to the one that is given, or the newest.

    Each state is asked for on its own, for that is the order that the index has: however many signatures
    there are, so many of each state are looked at.
    """
    order = Signature.id if after else Signature.id.desc()
    parts = []
    for one in [State(state)] if state else State:
        part = select(Signature.id).where(Signature.campaign_id == campaign_id, Signature.state == one)
        if after:
            part = part.where(Signature.id > after)
        elif before:
            part = part.where(Signature.id < before)
        parts.append(select(part.order_by(order).limit(limit).subquery().c.id))
    found = sorted(db.session.scalars(union_all(*parts)), reverse=not after)
    return found[:limit]


def _in_batches(query: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    last = ""
    ordered = query.order_by(Signature.id).limit(BATCH)
    while batch := db.session.execute(ordered.where(Signature.id > last)).all():
        last = batch[-1].id
        yield from batch
