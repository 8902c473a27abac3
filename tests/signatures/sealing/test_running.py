from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import LargeBinary, select, type_coerce, update

from campaign.core import config, encryption, secrets_file, storage
from campaign.core.db import db
from campaign.core.encryption import CannotOpen
from campaign.mailer.models import Message
from campaign.signatures import queries
from campaign.signatures.models import Signature
from campaign.signatures.sealing import columns, jobs, keys, running
from campaign.signatures.sealing.models import Resealing
from tests import factories
from tests.killed import until_nothing_is_left_to_kill


@pytest.fixture
def campaign(session, clock):
    """One with three signatures, a mail each, and two files beside it."""
    factories.an_organization()
    made = factories.a_campaign()
    for number in range(3):
        factories.signed(made, email=f"{number}@example.org", city="Osaka" if number else "")
    for key in ("exports/a", "exports/b"):
        storage.current().write(key, [b"Mina Ito"])
    return made


def rotate() -> int:
    """Seal all again, as a worker does; gives how much was."""
    run = running.ask(queued=False)
    running.work(run.id)
    db.session.expire_all()
    done = running.by_id(run.id)
    changed, problem = done.changed, done.problem
    db.session.commit()
    assert not problem, problem
    return changed


def sealed() -> list[bytes]:
    """All sealed bytes of the database."""
    db.session.rollback()
    found = []
    for _table, sealed_ones in columns.sealed_columns():
        raw = [type_coerce(column, LargeBinary) for column in sealed_ones]
        found += [bytes(value) for row in db.session.execute(select(*raw)) for value in row if value]
    return found


def newest() -> tuple[int, int]:
    """How many values and how many files the newest key sealed."""
    kept = storage.current()
    values = sum(encryption.ring().is_newest(value) for value in sealed())
    return values, sum(kept.is_newest(key) for key in kept.all_keys())


def everything() -> list[str | None]:
    rows = db.session.scalars(select(Signature).order_by(Signature.id))
    words = [word for row in rows for word in (row.name, row.email, row.city, row.comment)]
    return [*words, *db.session.scalars(select(Message.address).order_by(Message.id))]


def use_only_the_newest_key() -> None:
    [key, *_older] = config.current().data_keys
    secrets_file.replace(
        config.current().data,
        {
            "CAMPAIGN_DATA_KEYS": secrets_file.kept_in(config.current().data)["CAMPAIGN_DATA_KEYS"].split(
                ","
            )[0]
        },
    )
    config.look_for_new_data_keys()
    assert config.current().data_keys == (key,)


def test_the_columns_that_are_sealed_are_those_that_are_personal(app):
    found = {
        f"{table.name}.{column.name}"
        for table, sealed_ones in columns.sealed_columns()
        for column in sealed_ones
    }
    assert found == {
        *(f"signatures.{name}" for name in ("name", "email", "city", "comment", "own_words", "leaf_secret")),
        *(f"messages.{name}" for name in ("address", "context")),
        "parts.set_aside",
    }


def test_afterwards_the_new_key_alone_opens_everything(campaign):
    before = everything()
    keys.make_new()
    assert newest() == (0, 0)
    assert rotate() == 3 + 3 + 2
    assert newest() == (3 * 2 + 2 + 3 * 2, 2)
    use_only_the_newest_key()
    db.session.expire_all()
    assert everything() == before
    assert b"".join(storage.current().read("exports/a")) == b"Mina Ito"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_afterwards_the_new_key_alone_opens_what_lies_in_a_bucket(session, bucket_url):
    config.use(replace(config.current(), files_url=bucket_url))
    letters = b"Mina Ito" * 2_000_000
    for key in ("exports/a", "exports/b"):
        storage.current().write(key, [letters])
    keys.make_new()
    assert newest() == (0, 0)
    assert rotate() == 2
    assert newest() == (0, 2)
    use_only_the_newest_key()
    assert b"".join(storage.current().read("exports/b")) == letters


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_erased_meanwhile_is_passed_over(session, monkeypatch):
    for key in ("exports/a", "exports/b"):
        storage.current().write(key, [b"Mina Ito"])
    keys.make_new()
    before = storage.current().all_keys()
    storage.current().delete("exports/a")
    monkeypatch.setattr(storage.Storage, "all_keys", lambda _kept: before)
    assert rotate() == 1
    monkeypatch.undo()
    assert newest() == (0, 1)


def test_before_it_the_new_key_alone_opens_nothing(campaign):
    keys.make_new()
    use_only_the_newest_key()
    db.session.expire_all()
    with pytest.raises(CannotOpen):
        everything()


def test_it_can_be_broken_off_and_run_again(campaign, session, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    lost = secrets_file.new_secrets()["CAMPAIGN_DATA_KEYS"]
    last = session.scalars(select(Message).order_by(Message.id.desc())).first()
    keys.make_new()
    whole = raw(last.id)
    put_raw(last.id, encryption.KeyRing(config._keys(lost)).seal(b"x", "messages.address"))
    broken = running.ask(queued=False)
    running.work(broken.id)
    session.expire_all()
    assert broken.has_failed
    assert "lacks the key" in broken.problem
    assert 0 < broken.done < broken.total
    session.rollback()
    put_raw(last.id, whole)
    done, files = newest()
    assert (0 < done < len(sealed()), files) == (True, 0)
    assert rotate() < 3 + 3 + 2
    assert newest() == (len(sealed()), 2)


def test_run_again_it_changes_nothing(campaign):
    keys.make_new()
    rotate()
    before = sealed()
    assert rotate() == 0
    assert sealed() == before


def test_more_rows_than_a_batch_are_all_changed(campaign, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    keys.make_new()
    rotate()
    assert newest() == (len(sealed()), 2)


def test_a_process_that_began_before_reads_rows_and_files_of_the_new_key(campaign):
    began = config.current()
    keys.make_new()
    rotate()
    for read in (everything, lambda: list(storage.current().read("exports/a"))):
        config.use(began)
        db.session.expire_all()
        assert read()


def test_an_address_is_found_after_the_keys_have_changed(campaign):
    keys.make_new()
    rotate()
    use_only_the_newest_key()
    assert len(queries.by_email(campaign.id, "1@example.org")) == 1


def raw(message_id: str) -> bytes:
    column = type_coerce(Message.__table__.c.address, LargeBinary)
    value = bytes(db.session.scalar(select(column).where(Message.id == message_id)))
    db.session.rollback()
    return value


def put_raw(message_id: str, value: bytes) -> None:
    table = Message.__table__
    db.session.execute(
        table.update()
        .where(table.c.id == message_id)
        .values({table.c.address: type_coerce(value, LargeBinary)})
    )
    db.session.commit()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_is_killed_at_any_statement_is_followed_by_somebody_who_goes_on(campaign, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    before, ids = everything(), []

    def set_up():
        keys.make_new()
        ids.append(running.ask(queued=False).id)
        db.session.remove()

    for _statement in until_nothing_is_left_to_kill(lambda: running.work(ids[-1]), set_up):
        # The lease of who was killed runs out.
        db.session.execute(update(Resealing).values(claimed_until=None))
        db.session.commit()
        running.work(ids[-1])
        assert newest() == (len(sealed()), 2)
        db.session.remove()
    assert everything() == before
    run = running.by_id(ids[-1])
    assert (run.done, run.total, run.is_over) == (8, 8, True)


def test_a_run_goes_on_where_it_was(campaign, session):
    keys.make_new()
    run = running.ask(queued=False)
    ids = list(session.scalars(select(Signature.id).order_by(Signature.id)))
    run.place = f"signatures {ids[1]}"
    session.commit()
    running.work(run.id)
    session.expire_all()
    # Two signatures lie before the place, with whatever tables do, and so keep the key that they had.
    changed = run.changed
    assert 1 + 2 <= changed <= 3 + 1 + 2
    assert rotate() == 3 + 3 + 2 - changed


def test_a_newer_key_begins_the_run_again(campaign, session):
    keys.make_new()
    run = running.ask(queued=False)
    run.place = "files exports/b"
    session.commit()
    keys.make_new()
    assert running.ask(queued=False).id == run.id
    running.work(run.id)
    assert newest() == (len(sealed()), 2)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_with_other_keys_than_who_asked_says_so_and_leaves_it_to_the_next(campaign, session):
    run = running.ask(queued=False)
    run.key_name = "0" * 8
    session.commit()
    running.work(run.id)
    session.expire_all()
    assert "Restart both" in run.problem
    assert not run.is_over
    assert list(jobs.unfinished()) == [(jobs.SEAL_AGAIN, (run.id,))]


def test_each_key_is_told_with_what_it_seals_and_dropped_when_that_is_nothing(campaign, session):
    [old] = [key.name for key in keys.in_use(columns.count_by_key())]
    keys.make_new()
    factories.signed(campaign, email="new@example.org")
    assert [(key.values, key.files) for key in keys.in_use(columns.count_by_key())] == [(4, 0), (14, 2)]
    assert keys.drop_unused() == []
    rotate()
    assert keys.drop_unused() == [old]
    assert [(key.values, key.files) for key in keys.in_use(columns.count_by_key())] == [(18, 2)]
    session.expire_all()
    assert "Mina Ito" in everything()
