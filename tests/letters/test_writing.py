from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from campaign.core import config, storage
from campaign.core.db import db
from campaign.core.errors import NotFound, Unavailable
from campaign.jobs import leases, registry
from campaign.letters import export_queries as queries
from campaign.letters import exports, jobs, services, writing
from campaign.letters.models import Part
from campaign.letters.requests import ExportRequest
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience, DraftText
from campaign.letters.writers.formats import Format
from campaign.signatures import keeping
from campaign.signatures import queries as signature_queries
from campaign.signatures import services as signatures
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ORGANIZATION, SIGNERS = Audience.ORGANIZATION, Audience.SIGNERS
TEXTS = ExportRequest(audience=ORGANIZATION, format=Format.TXT)
OF_SIGNERS = ExportRequest(audience=SIGNERS, format=Format.TXT)
KINDS = [kind for kind in Format if kind is not Format.PRINT_RUN]


@pytest.fixture
def campaign(session):
    """One with two recipients and two signers who give their names."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "unhcr")]
    made = factories.a_campaign(factories.State.PUBLISHED, *recipients)
    for name in ("Wilhelmina Quux", "Ana Quux"):
        factories.confirmed(made, name=name, email=f"{name[0]}@example.org", deliver_name=True)
    return made


@pytest.fixture
def export(campaign):
    return exports.ask(campaign, campaign.recipients, TEXTS)


def write(*parts: Part) -> None:
    """Do the jobs, as a worker does."""
    for key in [part.id for part in parts]:
        registry.run("letters.write_part", key)


def content(part: Part) -> bytes:
    return b"".join(exports.read_part(part))


def fresh(export):
    db.session.expire_all()
    return queries.by_id(export.id)


@sqlite_alone
@pytest.mark.parametrize("audience", [*Audience])
@pytest.mark.parametrize("kind", KINDS)
def test_parts_of_every_kind_are_written_and_kept_with_their_hash(campaign, clock, kind, audience):
    if kind == Format.EML:
        for row in campaign.recipients:
            row.recipient.email = "office@example.org"
    export = exports.ask(campaign, campaign.recipients, ExportRequest(audience=audience, format=kind))
    write(*export.parts)
    assert (fresh(export).state, export.finished_at) == (ExportState.DONE, clock.now())
    assert export.written == export.planned == (2 if audience == ORGANIZATION else 4)
    for part in export.parts:
        assert (part.state, part.problem) == (PartState.WRITTEN, "")
        assert part.sha256 == hashlib.sha256(content(part)).hexdigest()
        assert part.size == len(content(part))
        assert part.name.startswith(f"0{part.position + 1}--{campaign.slug}--{part.recipient.key}--letters")
        assert part.media_type


def test_an_export_is_done_when_its_last_part_is(export):
    first, last = export.parts
    write(first)
    assert (fresh(export).state, export.written) == (ExportState.ASKED, 1)
    assert queries.waiting_parts() == [last.id]
    write(last)
    assert fresh(export).state == ExportState.DONE
    assert queries.waiting_parts() == []
    assert queries.offices_written_to([export.campaign_id]) == {export.campaign_id: 2}


def test_a_part_that_is_asked_for_twice_is_written_once(export):
    write(*export.parts)
    before = [(part.sha256, part.name, part.attempts) for part in fresh(export).parts]
    write(*export.parts)
    assert [(part.sha256, part.name, part.attempts) for part in fresh(export).parts] == before


def test_workers_that_write_at_once_end_the_export_together(app, export):
    keys = [part.id for part in export.parts] * 2
    db.session.remove()
    results = at_once(app, *[lambda key=key: registry.run("letters.write_part", key) for key in keys])
    assert results == [None] * 4
    assert queries.by_id(export.id).state == ExportState.DONE
    assert len(storage.current().all_keys()) == 2


def test_what_a_dead_worker_held_is_asked_for_again_when_its_lease_is_over(export, clock):
    held, other = export.parts
    leases.take(Part, Part.id == held.id)
    write(held)
    assert list(jobs.unwritten()) == [("letters.write_part", (other.id,))]
    clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    assert {ids for _name, ids in jobs.unwritten()} == {(held.id,), (other.id,)}
    write(held, other)
    assert fresh(export).state == ExportState.DONE


@sqlite_alone
def test_a_part_that_ends_every_worker_is_given_up(export, clock):
    [part, other] = export.parts
    write(other)
    for _worker in range(writing.MOST_ATTEMPTS):
        lease = leases.take(Part, Part.id == part.id)
        writing._change(part.id, lease, {"attempts": Part.attempts + 1})
        db.session.commit()
        clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    write(part)
    assert fresh(export).state == ExportState.FAILED
    assert (part.state, part.problem) == (PartState.FAILED, "It was begun 5 times and never came to an end.")


@sqlite_alone
def test_what_cannot_be_written_is_noted_as_a_sentence(export, campaign):
    long = DraftText("((campaign))", "We ask. " * 2_000)
    pdf = exports.ask(campaign, campaign.recipients, ExportRequest(audience=ORGANIZATION, format=Format.PDF))
    services.save_draft(campaign.recipients[0], ORGANIZATION, long, None)
    write(*pdf.parts)
    assert fresh(pdf).state == ExportState.FAILED
    too_long, fine = pdf.parts
    assert (too_long.state, fine.state) == (PartState.FAILED, PartState.WRITTEN)
    assert "th-head-of-government is longer than one page" in too_long.problem
    with pytest.raises(NotFound):
        exports.read_part(too_long)


@sqlite_alone
def test_a_recipient_that_was_taken_out_meanwhile_is_said(export, campaign, session):
    session.delete(campaign.recipients[1])
    session.commit()
    session.expire_all()
    write(*export.parts)
    assert fresh(export).state == ExportState.FAILED
    assert "is no longer a recipient of this campaign" in export.parts[1].problem


@sqlite_alone
def test_who_withdraws_before_a_part_is_written_is_not_in_it(export, campaign):
    asked = exports.ask(campaign, campaign.recipients[:1], OF_SIGNERS)
    [signature] = signature_queries.by_email(campaign.id, "W@example.org")
    signatures.withdraw([signature])
    write(*export.parts, *asked.parts)
    assert fresh(asked).written == 1
    assert all(b"Wilhelmina" not in content(part) for part in (*export.parts, *asked.parts))
    # The count is that of the cut-off, at which she had signed.
    assert b"2 people in 1 country" in b" ".join(content(export.parts[0]).split())


@sqlite_alone
def test_the_words_that_a_signer_has_kept_stand_in_her_letters_to_every_office(campaign):
    [signature] = signature_queries.by_email(campaign.id, "W@example.org")
    keeping.keep_own_words(signature, "I teach beside the river.")
    asked = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    write(*asked.parts)
    assert [content(part).count(b"I teach beside the river.") for part in asked.parts] == [1, 1]


@sqlite_alone
def test_letters_are_written_to_a_bucket_and_read_from_it(export, bucket_url):
    config.use(replace(config.current(), files_url=bucket_url))
    write(*export.parts)
    assert fresh(export).state == ExportState.DONE
    for part in export.parts:
        assert hashlib.sha256(content(part)).hexdigest() == part.sha256
        assert storage.current().size(part.key) == part.size
    exports.cancel(fresh(export))
    assert storage.current().all_keys() == []


@sqlite_alone
def test_a_storage_without_room_leaves_the_part_to_the_next_sweep(export):
    folder = Path(config.current().files_url.removeprefix("file:"))
    folder.write_text("no folder")
    with pytest.raises(Unavailable):
        write(export.parts[0])
    assert (fresh(export).state, export.parts[0].attempts) == (ExportState.ASKED, 0)
    assert export.parts[0].id in queries.waiting_parts()
    assert "could not be stored" in export.parts[0].problem
    folder.unlink()
    write(*export.parts)
    assert (fresh(export).state, export.parts[0].problem) == (ExportState.DONE, "")


def test_cancelling_erases_what_is_written_and_writes_no_more(export):
    first, second = export.parts
    write(first)
    exports.cancel(fresh(export))
    assert storage.current().all_keys() == []
    write(second)
    assert (fresh(export).state, storage.current().all_keys()) == (ExportState.CANCELLED, [])
    with pytest.raises(NotFound):
        exports.read_part(first)


@sqlite_alone
def test_what_was_cancelled_while_it_was_written_is_erased(export):
    [part, _other] = export.parts
    lease = leases.take(Part, Part.id == part.id)
    changes = writing._written(part.id, lease)
    exports.cancel(fresh(export))
    storage.current().write(part.key, [b"late"])
    writing._record(part.id, lease, changes)
    assert (fresh(export).state, storage.current().all_keys()) == (ExportState.CANCELLED, [])


@sqlite_alone
def test_nobody_waits_for_the_database_while_letters_are_composed(export):
    said = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    event.listen(db.engine, "commit", lambda _connection: said.append("COMMIT"))
    event.listen(db.engine, "rollback", lambda _connection: said.append("ROLLBACK"))
    write(export.parts[0])
    asked = next(place for place, words in enumerate(said) if "FROM signatures" in words)
    begun = [place for place, words in enumerate(said[:asked]) if words.startswith("BEGIN")][-1]
    assert said[begun] == "BEGIN"
    ended = next(words for words in said[asked:] if words in {"COMMIT", "ROLLBACK"} or "UPDATE" in words)
    assert ended == "ROLLBACK"


@sqlite_alone
def test_neither_a_stored_file_nor_a_job_holds_a_name(export, campaign):
    asked = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    write(*export.parts, *asked.parts)
    assert b"Wilhelmina Quux" in content(asked.parts[0])
    stored = [path for path in config.current().data.rglob("*") if path.is_file()]
    assert {path.name.split("-")[0] for path in stored} >= {"jobs.sqlite"}
    assert len(stored) > 4
    assert not [path for path in stored if b"quux" in path.read_bytes().lower()]
