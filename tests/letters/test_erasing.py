from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from campaign.core import config, storage
from campaign.core.db import db
from campaign.core.errors import NotFound, Unavailable
from campaign.jobs import registry
from campaign.letters import exports, jobs
from campaign.letters.errors import ExportIsOver
from campaign.letters.requests import ExportRequest
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.signatures import queries as signature_queries
from campaign.signatures import services as signatures
from campaign.signatures.sealing import keys, running
from tests import factories
from tests.letters.exporting import content, delivered, fresh, work, write

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEXTS = ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT)
OF_SIGNERS = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT)


@pytest.fixture
def campaign(session):
    """One with two recipients, one of them without an address."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "kp-head-of-government")]
    return factories.a_campaign(factories.State.PUBLISHED, *recipients)


def test_files_are_erased_after_thirty_days_and_the_manifest_stays(campaign, clock):
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    write(*export.parts)
    hashes = [part.sha256 for part in fresh(export).parts]
    clock.set_to(clock.now() + exports.KEPT_FOR)
    work()
    assert len(storage.current().all_keys()) == 2
    clock.set_to(clock.now() + timedelta(minutes=1))
    work()
    assert storage.current().all_keys() == []
    assert [(part.state, part.sha256) for part in fresh(export).parts] == [
        (PartState.ERASED, sha256) for sha256 in hashes
    ]
    assert "30 days" in export.parts[0].problem
    assert not list(jobs.too_old())
    with pytest.raises(ExportIsOver):
        exports.write_again(export)


@pytest.mark.parametrize("audience", [*Audience])
def test_whoever_withdraws_is_erased_from_the_files_at_once(campaign, clock, audience):
    delivered(campaign, 2)
    wish = ExportRequest(audience=audience, format=Format.TXT)
    export = exports.ask(campaign, campaign.recipients[:1], wish)
    write(*export.parts)
    assert b"Mina 0" in content(fresh(export).parts[0])
    clock.set_to(clock.now() + timedelta(minutes=1))
    [signature] = signature_queries.by_email(campaign.id, "0@example.org")
    signatures.withdraw([signature])
    assert [name for name, _ids in jobs.taken_back()] == ["letters.erase_taken_back"]
    registry.run("letters.forget", signature.id)
    assert storage.current().all_keys() == []
    [part] = fresh(export).parts
    assert (part.state, part.letters) == (PartState.ERASED, 2 if audience is Audience.SIGNERS else 1)
    assert "has taken it back" in part.problem
    assert not list(jobs.taken_back())
    clock.set_to(clock.now() + timedelta(seconds=5))
    name = part.name
    assert exports.write_again(export) == 1
    write(part)
    assert (fresh(export).state, part.name) == (ExportState.DONE, name)
    assert b"Mina 0" not in content(part)
    assert b"Mina 1" in content(part)
    assert not list(jobs.taken_back())


@sqlite_alone
def test_a_lost_job_loses_no_erasure(campaign, clock):
    delivered(campaign, 1)
    export = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    write(*export.parts)
    clock.set_to(clock.now() + timedelta(minutes=1))
    signatures.withdraw(signature_queries.by_email(campaign.id, "0@example.org"))
    work()
    assert fresh(export).parts[0].state == PartState.ERASED


@sqlite_alone
def test_whoever_takes_her_name_back_from_the_offices_is_erased_too(campaign):
    delivered(campaign, 1)
    export = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    write(*export.parts)
    [signature] = signature_queries.by_email(campaign.id, "0@example.org")
    signatures.change_consents(signature, show_name=False, deliver_name=False, updates=False)
    work()
    from campaign.core import config as configuration
    from campaign.jobs.queue import Queue

    waiting = Queue(configuration.current().jobs_url, configuration.current().secret_key).waiting()
    assert ("letters.forget", (signature.id,)) in waiting
    registry.run("letters.forget", signature.id)
    with pytest.raises(NotFound):
        exports.read_part(fresh(export).parts[0])


@sqlite_alone
def test_who_signed_later_or_gives_no_name_is_in_no_file_and_erases_none(campaign, clock):
    delivered(campaign, 1)
    quiet = factories.confirmed(campaign, email="quiet@example.org")
    export = exports.ask(campaign, campaign.recipients[:1], TEXTS)
    write(*export.parts)
    clock.set_to(clock.now() + timedelta(minutes=1))
    late = factories.confirmed(campaign, email="late@example.org", deliver_name=True)
    signatures.withdraw([late, quiet])
    work()
    assert fresh(export).parts[0].state == PartState.WRITTEN


def test_what_was_cancelled_by_somebody_who_was_cut_short_is_erased_by_the_next_sweep(campaign):
    export = exports.ask(campaign, campaign.recipients, TEXTS)
    first, second = export.parts
    write(first)
    export = fresh(export)
    export.state = ExportState.CANCELLED
    db.session.commit()
    # A worker that was killed had stored this one, and could not note it.
    storage.current().write(second.key, [b"left behind"])
    work()
    assert storage.current().all_keys() == []
    assert fresh(export).parts[0].state == PartState.ERASED
    assert not list(jobs.too_old())


def forgotten_while(campaign, monkeypatch, part) -> None:
    """Let the signer take her name back when the next file is read to its end, and not yet stored."""
    store = storage.Storage.write
    [signature] = signature_queries.by_email(campaign.id, "0@example.org")

    def late(kept, key, pieces):
        whole = list(pieces)
        monkeypatch.undo()
        if part.state == PartState.WRITTEN:
            signatures.withdraw([signature])
            registry.run("letters.forget", signature.id)
        return store(kept, key, whole)

    monkeypatch.setattr(storage.Storage, "write", late)


def test_a_file_that_is_sealed_again_while_it_is_erased_is_not_kept(campaign, clock, files_url, monkeypatch):
    config.use(replace(config.current(), files_url=files_url))
    delivered(campaign, 1)
    export = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    write(*export.parts)
    clock.set_to(clock.now() + timedelta(minutes=1))
    keys.make_new()
    run = running.ask(queued=False)
    forgotten_while(campaign, monkeypatch, fresh(export).parts[0])
    running.work(run.id)
    assert fresh(export).parts[0].state == PartState.ERASED
    assert storage.current().all_keys() == []


@sqlite_alone
def test_a_file_that_somebody_sealed_who_was_killed_then_is_erased_by_the_next(campaign, files_url):
    config.use(replace(config.current(), files_url=files_url))
    delivered(campaign, 1)
    export = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    write(*export.parts)
    [part] = fresh(export).parts
    exports.erase([part], exports.taken_back())
    keys.make_new()
    storage.current().write(part.key, [b"Mina 0"])
    running.work(running.ask(queued=False).id)
    assert storage.current().all_keys() == []


@sqlite_alone
def test_a_storage_that_refuses_is_asked_again(campaign, clock):
    export = exports.ask(campaign, campaign.recipients[:1], TEXTS)
    write(*export.parts)
    kept = config.current()
    (kept.data / "blocked").write_text("no folder")
    config.use(replace(kept, files_url=f"file:{kept.data / 'blocked' / 'files'}"))
    clock.set_to(clock.now() + exports.KEPT_FOR + timedelta(minutes=1))
    with pytest.raises(Unavailable):
        exports.erase_old(export.id)
    db.session.rollback()
    config.use(kept)
    # Nobody gets it any more, though it is still there.
    [part] = fresh(export).parts
    assert (part.state, part.erased_at, len(storage.current().all_keys())) == (PartState.ERASED, None, 1)
    assert exports.write_again(export) == 0
    assert list(jobs.marked()) == [("letters.erase_unwanted", (part.id,))]
    work()
    assert not list(jobs.marked())
    assert (fresh(export).parts[0].state, storage.current().all_keys()) == (PartState.ERASED, [])
