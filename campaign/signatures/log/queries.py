"""What is in the log of a campaign, what is not yet, and the checkpoints over it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select, union_all

from campaign.campaigns.models import Campaign
from campaign.campaigns.values import State
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.signatures.log import entries
from campaign.signatures.log.models import Checkpoint, Log, LogBundle, LogKey, LogTile
from campaign.signatures.log.published import Comparison
from campaign.signatures.log.tiles import WIDTH, Tiles
from campaign.signatures.log.tree import consistency
from campaign.signatures.models import NOT_IN_LOG, STILL_IN_LOG, Signature
from campaign.signatures.values import State as SignatureState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

HOUR = timedelta(hours=1)
# What the column of their numbers holds.
LARGEST = (1 << 31) - 1
# Of an id, what is random: it is in no order of time.
BEHIND_THE_TIME = 11


class NoSuchCheckpoint(NotFound):
    """A checkpoint, or a page of entries, that is not there (yet)."""


def is_due() -> ColumnElement[bool]:
    """The condition that a log has no checkpoint of this hour; a clock that was wrong holds nothing up."""
    hour = clock.hour_of(clock.now())
    return or_(Log.checked_at.is_(None), Log.checked_at < hour, Log.checked_at >= hour + HOUR)


def due_campaigns() -> list[str]:
    """The ids of the campaigns whose log nobody has in hand and that get a checkpoint now.

    Those that are published get one every hour, the others when something is to be appended.
    """
    waits = or_(
        *(exists().where(Signature.campaign_id == Campaign.id, where) for where in (NOT_IN_LOG, STILL_IN_LOG))
    )
    query = (
        select(Campaign.id)
        .outerjoin(Log, Log.id == Campaign.id)
        .where(
            or_(Log.id.is_(None), and_(is_due(), Log.is_free())),
            or_(Campaign.state == State.PUBLISHED, and_(Campaign.state != State.DRAFT, waits)),
        )
    )
    return list(db.session.scalars(query.order_by(Campaign.id)))


def count_waiting(campaign_id: str) -> int:
    """How many entries the next run appends."""
    return sum(
        db.session.scalar(select(func.count()).where(Signature.campaign_id == campaign_id, where)) or 0
        for where in (NOT_IN_LOG, STILL_IN_LOG)
    )


def draw(campaign_id: str, limit: int) -> list[str]:
    """The ids of up to `limit` signatures whose entry, or removal, is missing: by chance, in no order."""
    waiting = union_all(
        *(
            select(Signature.id).where(Signature.campaign_id == campaign_id, where)
            for where in (NOT_IN_LOG, STILL_IN_LOG)
        )
    ).subquery()
    query = select(waiting.c.id).order_by(func.substr(waiting.c.id, BEHIND_THE_TIME)).limit(limit)
    return list(db.session.scalars(query))


def still_waiting(ids: Sequence[str]) -> list[Row[str, int | None]]:
    """Id and leaf of those that still lack an entry or a removal; nobody changes them until the commit."""
    query = select(Signature.id, Signature.leaf).where(Signature.id.in_(ids), or_(NOT_IN_LOG, STILL_IN_LOG))
    return list(db.session.execute(query.with_for_update()))


def is_settled() -> ColumnElement[bool]:
    """The condition that the log has said all of a signature, so that its row may be deleted.

    The entry of one that is confirmed then stays in the number: only the count remains.
    """
    counts = Signature.state == SignatureState.CONFIRMED
    return or_(and_(counts, Signature.leaf.is_not(None)), and_(~counts, Signature.leaf.is_(None)))


def tiles(log_id: str) -> Tiles:
    """The hashes of a log."""

    def read(level: int, number: int) -> bytes:
        found = select(LogTile.hashes).where(
            LogTile.log_id == log_id, LogTile.level == level, LogTile.number == number
        )
        return bytes(db.session.scalars(found).one())

    return Tiles(read)


def entries_of(log_id: str, start: int, end: int) -> list[bytes]:
    """The entries of a log from index `start` to before `end`, as far as they are there."""
    first = start // WIDTH
    query = (
        select(LogBundle.entries)
        .where(LogBundle.log_id == log_id, LogBundle.number.between(first, (end - 1) // WIDTH))
        .order_by(LogBundle.number)
    )
    together = b"".join(bytes(one) for one in db.session.scalars(query))
    found = [together[at : at + entries.LENGTH] for at in range(0, len(together), entries.LENGTH)]
    return found[start - first * WIDTH : end - first * WIDTH]


def newest(log_id: str, until: datetime | None = None) -> Checkpoint | None:
    """The last checkpoint, or the last that was made by `until`."""
    query = select(Checkpoint).where(Checkpoint.log_id == log_id)
    if until:
        query = query.where(Checkpoint.made_at <= until)
    return db.session.scalar(query.order_by(Checkpoint.number.desc()).limit(1))


def checkpoint(log_id: str, number: int) -> Checkpoint:
    """The checkpoint with this number; raises `NoSuchCheckpoint`."""
    found = db.session.get(Checkpoint, (log_id, number)) if number <= LARGEST else None
    if found is None:
        raise NoSuchCheckpoint(_("There is no checkpoint with this number."))
    return found


def page(log_id: str, before: int | None, size: int) -> list[Checkpoint]:
    """Up to `size` checkpoints, newest first: all, or those with numbers under `before`."""
    query = select(Checkpoint).where(Checkpoint.log_id == log_id)
    if before is not None:
        query = query.where(Checkpoint.number < max(min(before, LARGEST), 0))
    return list(db.session.scalars(query.order_by(Checkpoint.number.desc()).limit(size)))


def notes_from(log_id: str, first: int, size: int) -> list[str]:
    """Up to `size` checkpoints as they are published, from number `first` on, oldest first."""
    first = min(first, LARGEST - size)
    numbers = Checkpoint.number.between(first, first + size - 1)
    query = select(Checkpoint.note).where(Checkpoint.log_id == log_id, numbers)
    return list(db.session.scalars(query.order_by(Checkpoint.number)))


def comparison(log_id: str, old: int, new: int) -> Comparison:
    """What proves that the log only grew from one checkpoint to another; raises `NoSuchCheckpoint`."""
    older, newer = checkpoint(log_id, old), checkpoint(log_id, new)
    if older.size > newer.size:
        raise NoSuchCheckpoint(_("The first number must be that of the older checkpoint."))
    proof = consistency(older.size, newer.size, tiles(log_id).node)
    keys = tuple(dict.fromkeys((older.key.text, newer.key.text)))
    return Comparison(older.note, newer.note, tuple(proof), keys)


def all_keys() -> list[str]:
    """The public keys that have signed checkpoints here, the oldest first."""
    return list(db.session.scalars(select(LogKey.text).order_by(LogKey.first_at, LogKey.id)))


def log_of(campaign_id: str) -> Log | None:
    """The log of a campaign, None before its first run."""
    found: Log | None = db.session.get(Log, campaign_id)
    return found
