from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, event, select, text, type_coerce

from campaign.campaigns import services as campaigns
from campaign.core import clock, config
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.jobs import leases
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.log import entries, jobs, queries, services
from campaign.signatures.log.models import Log
from campaign.signatures.log.services import LogIsHeld, NotInTheLogYet
from campaign.signatures.models import Signature
from campaign.signatures.sealing import keys, running
from tests import factories
from tests.signatures.log.reading import audited
from tests.together import at_once

sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def checkpoints(kept):
    return [(c.number, c.size, c.signatures) for c in queries.page(kept.campaign.id, None, 9)]


def test_every_confirmed_signature_has_an_entry_within_the_hour(kept):
    hers, his = kept.confirmed("mina", "ken")
    factories.signed(kept.campaign, email="pending@example.org")
    kept.run()
    assert sorted([hers.leaf, his.leaf]) == [0, 1]
    assert audited(kept.campaign, hers, his) == 2
    kept.confirmed("ana")
    assert list(jobs.waiting()) == []
    kept.an_hour_later()
    assert audited(kept.campaign, hers, his) == 3
    assert checkpoints(kept) == [(2, 3, 3), (1, 2, 2)]


def test_what_is_withdrawn_or_taken_out_is_removed_and_its_secret_is_gone_at_once(kept, session):
    hers, his, other = kept.confirmed("mina", "ken", "ana")
    kept.run()
    found = {hers.leaf, his.leaf}
    signing.withdraw([hers])
    signing.reject(his, "Made up")
    secrets = session.scalars(select(Signature.leaf_secret).where(Signature.id != other.id))
    assert secrets.all() == [None, None]
    assert audited(kept.campaign, other) == 3
    kept.an_hour_later()
    session.refresh(hers)
    assert (hers.leaf, his.leaf) == (None, None)
    assert audited(kept.campaign, other) == 1
    assert {entries.removed_by(entry) for entry in queries.entries_of(kept.campaign.id, 3, 5)} == found
    kept.an_hour_later()
    assert checkpoints(kept)[0] == (3, 5, 1)


def test_what_is_withdrawn_within_its_hour_is_never_in_the_log(kept):
    [hers] = kept.confirmed("mina")
    signing.withdraw([hers])
    kept.run()
    assert checkpoints(kept) == [(1, 0, 0)]
    assert audited(kept.campaign) == 0


def test_whoever_signs_again_gets_an_entry_of_her_own(kept):
    [first] = kept.confirmed("mina")
    kept.run()
    signing.withdraw([first])
    [second] = kept.confirmed("mina")
    kept.an_hour_later()
    assert audited(kept.campaign, second) == 1
    assert checkpoints(kept)[0] == (2, 3, 1)


def test_signatures_confirmed_before_there_was_a_log_get_their_entries_at_the_first_run(
    kept, session, monkeypatch
):
    monkeypatch.setattr(services, "DRAWN", 4)
    monkeypatch.setattr(services, "TOGETHER", 3)
    old = kept.confirmed(*"abcdefghijk")
    session.execute(text("update signatures set leaf = null, leaf_secret = null"))
    session.commit()
    kept.run()
    assert sorted(signature.leaf for signature in old) == list(range(11))
    assert audited(kept.campaign, *old) == 11
    assert checkpoints(kept) == [(1, 11, 11)]


@sqlite_alone
def test_entries_stand_in_an_order_that_chance_makes(kept):
    signed = kept.confirmed(*(str(number) for number in range(24)))
    kept.run()
    # By chance they stand as they came once in 24! times.
    assert [signature.leaf for signature in signed] != list(range(24))


@sqlite_alone
def test_a_checkpoint_is_made_every_hour_also_where_nothing_changed(kept):
    kept.run()
    kept.an_hour_later()
    kept.an_hour_later()
    assert checkpoints(kept) == [(3, 0, 0), (2, 0, 0), (1, 0, 0)]
    assert audited(kept.campaign) == 0


@sqlite_alone
def test_a_campaign_that_is_closed_gets_a_checkpoint_only_when_something_is_appended(kept):
    [hers] = kept.confirmed("mina")
    campaigns.close(kept.campaign)
    kept.run()
    kept.an_hour_later()
    assert checkpoints(kept) == [(1, 1, 1)]
    signing.withdraw([hers])
    kept.an_hour_later()
    assert checkpoints(kept) == [(2, 2, 0), (1, 1, 1)]


@sqlite_alone
def test_a_draft_has_no_log(kept):
    factories.a_campaign(factories.State.DRAFT)
    assert [ids for _name, ids in jobs.waiting()] == [(kept.campaign.id,)]


@sqlite_alone
@pytest.mark.parametrize("jump", [timedelta(days=730), timedelta(days=-1)])
def test_a_clock_that_was_wrong_for_an_hour_holds_nothing_up(kept, clock, jump):
    now = clock.now()
    clock.set_to(now + jump)
    kept.run()
    kept.confirmed("mina")
    clock.set_to(now)
    kept.run()
    assert audited(kept.campaign) == 1


class Killed(BaseException):
    """Whoever works is gone from one moment to the next."""


def run_killed_at(kept, write: int) -> bool:
    """Run, and be killed before the write of this number; says whether there was one."""
    left = [write]

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        left[0] -= not statement.startswith(("SELECT", "BEGIN"))
        if left[0] < 0:
            raise Killed

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        kept.run()
    except Killed:
        return True
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
        db.session.rollback()
    return False


def test_whoever_is_killed_between_any_two_writes_leaves_nothing_missing_doubled_or_out_of_step(
    kept, session, monkeypatch
):
    monkeypatch.setattr(services, "TOGETHER", 2)
    monkeypatch.setattr(services, "PAUSE_S", 0)
    standing = [stored(kept.campaign), stored(kept.campaign)]
    write, was_killed = 0, True
    while was_killed:
        gone = standing.pop(0)
        gone.state, gone.leaf_secret = "withdrawn", None
        standing += [stored(kept.campaign), stored(kept.campaign)]
        session.commit()
        kept.clock.set_to(kept.clock.now() + timedelta(hours=1))
        was_killed = run_killed_at(kept, write)
        kept.clock.set_to(kept.clock.now() + timedelta(minutes=2))
        kept.run()
        log = queries.log_of(kept.campaign.id)
        assert log.number == len(standing) == signatures.count(kept.campaign.id)
        assert len({signature.leaf for signature in standing}) == len(standing)
        write += 1
    assert write > 10
    assert audited(kept.campaign, *standing) == len(standing)


def stored(campaign) -> Signature:
    """A signature that counts, whose owner wrote nothing."""
    said = {"state": "confirmed", "confirmed_at": clock.now(), "country": "JP", "language": "en"}
    signature = Signature(id=new_id(), campaign_id=campaign.id, **said)
    db.session.add(signature)
    return signature


def test_two_workers_at_once_append_once(app, kept):
    kept.confirmed("mina", "ken")
    campaign_id = kept.campaign.id
    db.session.remove()
    at_once(app, *[lambda: services.append(campaign_id)] * 2)
    assert [(c.size, c.signatures) for c in queries.page(campaign_id, None, 9)] == [(2, 2)]


@sqlite_alone
def test_a_worker_whose_lease_was_taken_over_appends_nothing(kept):
    kept.confirmed("mina")
    services._begin(kept.campaign.id)
    lease = leases.take(Log, Log.id == kept.campaign.id)
    kept.clock.set_to(kept.clock.now() + 2 * leases.DURATION)
    kept.run()
    with pytest.raises(LogIsHeld):
        services._sign(lease)
    assert checkpoints(kept) == [(1, 1, 1)]


def test_withdrawing_while_the_worker_appends_leaves_no_secret(kept, session):
    [hers] = kept.confirmed("mina")
    # Her page was open since before: it knows of no entry.
    assert hers.leaf is None
    session.expunge(hers)
    kept.run()
    stale = session.merge(hers, load=False)
    signing.withdraw([stale])
    raw = select(type_coerce(Signature.__table__.c.leaf_secret, LargeBinary))
    assert session.scalars(raw).all() == [None]
    kept.an_hour_later()
    assert audited(kept.campaign) == 0


def test_secrets_lie_sealed_and_the_bytes_are_nowhere_after_a_withdrawal(kept, session):
    hers, _his = kept.confirmed("mina", "ken")
    kept.run()
    secret, entry = hers.leaf_secret, queries.entries_of(kept.campaign.id, hers.leaf, hers.leaf + 1)[0]
    raw = select(type_coerce(Signature.__table__.c.leaf_secret, LargeBinary)).where(Signature.id == hers.id)
    sealed = bytes(session.scalars(raw).one())
    assert entries.signature(queries.log_of(kept.campaign.id).origin, secret) == entry
    assert not found_in_tables(session, secret)
    assert found_in_tables(session, sealed) == ["signatures"]
    signing.withdraw([hers])
    assert found_in_tables(session, sealed) == []
    kept.an_hour_later()
    assert found_in_tables(session, secret) == []
    # What is left of her entry tells nobody whose it was.
    assert found_in_tables(session, entry) == ["log_bundles"]


def found_in_tables(session, content: bytes) -> list[str]:
    found = []
    for table in db.metadata.sorted_tables:
        for row in session.execute(text(f'SELECT * FROM "{table.name}"')):  # noqa: S608 - names of our own
            cells = [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row]
            found += [table.name] if any(content in cell for cell in cells) else []
    session.rollback()
    return found


@sqlite_alone
def test_a_receipt_is_refused_until_a_checkpoint_covers_the_entry(kept):
    [hers] = kept.confirmed("mina")
    with pytest.raises(NotInTheLogYet, match="within the hour") as caught:
        services.receipt(hers)
    assert caught.value.status == 409
    kept.run()
    assert services.receipt(hers).index == 0
    [late] = kept.confirmed("ken")
    pending = factories.signed(kept.campaign, email="pending@example.org")
    for signature in (late, pending):
        with pytest.raises(NotInTheLogYet):
            services.receipt(signature)
    signing.reject(hers, "Made up")
    with pytest.raises(NotInTheLogYet):
        services.receipt(hers)


@sqlite_alone
def test_a_new_key_signs_from_then_on_and_the_old_one_stays_known(kept):
    kept.run()
    old = str(services.public_key())
    config.use(replace(config.current(), signing_key=bytes(32)))
    kept.an_hour_later()
    assert queries.all_keys() == [old, str(services.public_key())]
    assert queries.comparison(kept.campaign.id, 1, 2).keys == (old, str(services.public_key()))


@sqlite_alone
def test_data_keys_are_changed_and_receipts_stay_what_they_are(kept):
    [hers] = kept.confirmed("mina")
    kept.run()
    before = services.receipt(hers)
    keys.make_new()
    run = running.ask(queued=False)
    running.work(run.id)
    assert running.by_id(run.id).changed > 0
    config.use(replace(config.current(), data_keys=config.current().data_keys[:1]))
    db.session.expire_all()
    assert services.receipt(hers) == before
