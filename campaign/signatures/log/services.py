"""Appending to the logs every hour, and making receipts."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select, update

from campaign.campaigns.models import Campaign
from campaign.core import clock, config, upserts
from campaign.core.db import db, only_reading
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.jobs import leases
from campaign.signatures.log import entries, queries, tree
from campaign.signatures.log.models import Checkpoint, Log, LogBundle, LogKey, LogTile
from campaign.signatures.log.notes import Head, Key, key_of, signed
from campaign.signatures.log.published import Receipt
from campaign.signatures.log.tiles import WIDTH
from campaign.signatures.models import Signature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from campaign.jobs.leases import Lease

# So many are shuffled together; more than that were confirmed in an hour only where a site is new to the log.
DRAWN = 100_000
# So many are written in one transaction, and whoever signs has a turn before the next: SQLite has one writer,
# and who waits for it does so in no queue.
TOGETHER = 250
PAUSE_S = 0.05
P = ParamSpec("P")
R = TypeVar("R")
_chance = secrets.SystemRandom()


class LogIsHeld(Conflict):
    """Somebody else appends to this log."""


class NotInTheLogYet(Conflict):
    """A signature whose entry no checkpoint covers yet."""


def public_key() -> Key:
    """The key that signs checkpoints now."""
    return key_of(config.current().signing_key, _host())


def append(campaign_id: str) -> None:
    """Append what the campaign's log lacks, in an order that chance makes, and sign a checkpoint.

    Does nothing if that was done this hour, or if another worker is at it. What is appended is committed in
    pieces, each with its entries, hashes and the signatures that they stand for; so whoever is killed in
    between leaves a log that is whole, and the next run goes on from there. A checkpoint is signed at the
    end alone, and nothing after the last checkpoint is published.
    """
    _begin(campaign_id)
    lease = leases.take(Log, Log.id == campaign_id, queries.is_due())
    if not lease.ids:
        return
    with lease.kept():
        for _turn in range(-(-_reading(queries.count_waiting, campaign_id) // DRAWN)):
            drawn = _reading(queries.draw, campaign_id, DRAWN)
            _chance.shuffle(drawn)
            for at in range(0, len(drawn), TOGETHER):
                _append(lease, drawn[at : at + TOGETHER])
                time.sleep(PAUSE_S if at + TOGETHER < len(drawn) else 0)
        _sign(lease)
    lease.give_back()


def receipt(signature: Signature) -> Receipt:
    """What proves that this signature is in the log of its campaign, at the last checkpoint.

    It names nobody, but whoever holds it can see that its owner signed: make it only when she asks, and mail
    it to nobody. Raises `NotInTheLogYet`.
    """
    checkpoint = queries.newest(signature.campaign_id)
    leaf, secret = signature.leaf, signature.leaf_secret
    if not signature.counts or leaf is None or secret is None or not checkpoint or checkpoint.size <= leaf:
        raise NotInTheLogYet(
            _(
                "Your signature is not in the public log yet. Once it is confirmed it is entered within the"
                " hour: please ask for the receipt again then."
            )
        )
    path = tree.inclusion(leaf, checkpoint.size, queries.tiles(signature.campaign_id).node)
    return Receipt(secret, leaf, tuple(path), checkpoint.note, checkpoint.key.text)


def _reading(query: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """What the query gives, in a transaction of its own that keeps nobody from writing."""
    with only_reading():
        found = query(*given, **named)
        db.session.rollback()
    return found


def _begin(campaign_id: str) -> None:
    """Make the log, if it is not there; its name stays what it is now."""
    slug = select(Campaign.slug).where(Campaign.id == campaign_id)
    if db.session.get(Log, campaign_id) is None:
        origin = f"{_host()}/c/{db.session.scalars(slug).one()}"
        new = {"id": campaign_id, "origin": origin, "size": 0, "number": 0, "checkpoints": 0}
        db.session.execute(upserts.insert(Log).values(new).on_conflict_do_nothing(index_elements=["id"]))
    db.session.commit()


def _append(lease: Lease, ids: Sequence[str]) -> None:
    log = _held(lease)
    rows = queries.still_waiting(ids)
    _chance.shuffle(rows)
    new: list[bytes] = []
    changes: list[dict[str, Any]] = []
    for index, (signature_id, leaf) in enumerate(rows, log.size):
        secret = secrets.token_bytes(entries.SECRET_LENGTH) if leaf is None else b""
        new.append(entries.signature(log.origin, secret) if leaf is None else entries.removal(leaf))
        changes.append({"key": signature_id, "index": index if secret else None, "secret": secret or None})
    if rows:
        _store(log, new)
        _note(changes)
        log.number += sum(1 if change["secret"] else -1 for change in changes)
        log.size += len(new)
    db.session.commit()


def _store(log: Log, new: Sequence[bytes]) -> None:
    grown = queries.tiles(log.id).grown(log.size, map(tree.leaf_hash, new))
    first = log.size // WIDTH
    together = queries.entries_of(log.id, first * WIDTH, log.size) + list(new)
    pieces = [together[at : at + WIDTH] for at in range(0, len(together), WIDTH)]
    bundles = [
        {"log_id": log.id, "number": number, "entries": b"".join(piece)}
        for number, piece in enumerate(pieces, first)
    ]
    tiles = [
        {"log_id": log.id, "level": level, "number": number, "hashes": hashes}
        for (level, number), hashes in grown.items()
    ]
    _put(LogBundle, bundles, "entries")
    _put(LogTile, tiles, "hashes")


def _put(model: type[LogBundle | LogTile], rows: list[dict[str, Any]], content: str) -> None:
    """Write rows that are new, and new content where they are there."""
    table = model.__table__
    statement = upserts.insert(model)
    changed = {content: statement.excluded[content]}
    db.session.connection().execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed), rows
    )


def _note(changes: list[dict[str, Any]]) -> None:
    """Note the place in the log, and the secret, of each signature; nothing of one that was taken back."""
    table = Signature.__table__
    statement = (
        update(table)
        .where(table.c.id == bindparam("key"))
        .values(leaf=bindparam("index"), leaf_secret=bindparam("secret"))
    )
    db.session.connection().execute(statement, changes)


def _sign(lease: Lease) -> None:
    log, seed = _held(lease), config.current().signing_key
    now = clock.now().replace(microsecond=0)
    root = tree.root(log.size, queries.tiles(log.id).node)
    head = Head(log.origin, log.size, root, log.number, now)
    log.checkpoints += 1
    log.checked_at = now
    made = Checkpoint(
        log_id=log.id,
        number=log.checkpoints,
        size=log.size,
        signatures=log.number,
        root=root,
        made_at=now,
        note=signed(head, seed, _host()),
        key_id=_key_id(str(public_key())),
    )
    db.session.add(made)
    db.session.commit()


def _key_id(text: str) -> str:
    new = {"id": new_id(), "text": text, "first_at": clock.now()}
    db.session.execute(upserts.insert(LogKey).values(new).on_conflict_do_nothing(index_elements=["text"]))
    return db.session.scalars(select(LogKey.id).where(LogKey.text == text)).one()


def _held(lease: Lease) -> Log:
    """The log as it stands, for this transaction alone; raises `LogIsHeld`."""
    query = select(Log).where(Log.id == lease.ids[0], lease.holds()).with_for_update()
    found: Log | None = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        db.session.rollback()
        raise LogIsHeld(_("Another worker has this log in hand."))
    return found


def _host() -> str:
    return urlsplit(config.current().base_url).netloc
