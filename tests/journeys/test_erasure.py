"""Whoever erases everything is nowhere any more, not even for somebody who has the keys."""

from __future__ import annotations

import hashlib
from base64 import b64encode, urlsafe_b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce

from campaign.core import addresses, config, storage
from campaign.core.db import db
from campaign.jobs import registry
from campaign.jobs.queue import Queue
from campaign.letters import exports
from campaign.letters.requests import ExportRequest
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.mailer import services as mailer
from campaign.mailer.values import Scope
from campaign.signatures import erasing, keeping, queries, services
from campaign.signatures.correcting import Correction, correct
from campaign.signatures.models import Signature
from campaign.signatures.sealing import columns
from tests import factories
from tests.killed import sweep
from tests.letters.exporting import write

PERSONAL = {
    "name": "Wilhelmina Quux",
    "email": "Wilhelmina.Quux+campaign@example.org",
    "city": "Llanfairpwll",
    "comment": "My cousin Zebedee crossed the Tumen",
}
OWN_WORDS = "I teach beside the Amnok"
WORDS = ("wilhelmina", "quux", "llanfairpwll", "zebedee", "tumen", "amnok")


@pytest.fixture
def campaigns(session, clock):
    """Two that she signed: confirmed, in files of letters, mailed about; and somebody else did."""
    factories.an_organization()
    made = [factories.a_campaign() for _number in range(2)]
    said = {"show_name": True, "deliver_name": True, "updates": True}
    for campaign in made:
        signature = factories.confirmed(campaign, **PERSONAL, **said)
        keeping.keep_own_words(signature, OWN_WORDS)
        factories.confirmed(campaign, name="Ana Lee", email="ana@example.org", deliver_name=True)
    for audience, kind in ((Audience.SIGNERS, Format.TXT), (Audience.ORGANIZATION, Format.TXT)):
        request = ExportRequest(audience=audience, format=kind)
        write(*exports.ask(made[0], made[0].recipients, request).parts)
    mailer.send_due()
    clock.set_to(clock.now() + timedelta(days=2))
    services.sign(made[0], factories.a_signing(**PERSONAL), "en")
    services.send_link(PERSONAL["email"])
    mailer.suppress(addresses.index(PERSONAL["email"]), Scope.NOTICES)
    return made


def marks() -> set[bytes]:
    """What could be looked for: her words, hashes of her address, and what her words are sealed as."""
    spellings = {PERSONAL["email"], PERSONAL["email"].lower(), addresses.canonical(PERSONAL["email"])}
    hashes = {addresses.index(PERSONAL["email"])}
    for spelling in (*spellings, PERSONAL["name"]):
        hashes |= {hashlib.new(name, spelling.encode()).digest() for name in ("md5", "sha1", "sha256")}
    shapes = {form for one in hashes for form in (one, one.hex().encode(), b64encode(one))}
    shapes |= {urlsafe_b64encode(one) for one in hashes}
    return {*(word.encode() for word in WORDS), *shapes, *sealed()}


def sealed() -> set[bytes]:
    names = ("name", "email", "city", "comment", "own_words")
    raw = [type_coerce(Signature.__table__.c[name], LargeBinary) for name in names]
    index = addresses.index(PERSONAL["email"])
    rows = db.session.execute(select(*raw).where(Signature.address_index == index))
    found = {bytes(value) for row in rows for value in row if value}
    db.session.rollback()
    return found


def holds(content: bytes, wanted: set[bytes]) -> set[bytes]:
    return {mark for mark in wanted if mark in content or mark in content.lower()}


def in_tables(wanted: set[bytes]) -> set[bytes]:
    found = set()
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):  # noqa: S608 - names of our own
            cells = [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row]
            found |= holds(b"\n".join(cells), wanted)
    db.session.rollback()
    return found


def in_files(wanted: set[bytes]) -> set[bytes]:
    """The data folder with mail, queue and files of letters, and a database that is a file, with its log."""
    folders = {config.current().data}
    if config.current().database_is_sqlite:
        folders.add(Path(config.current().database_url.removeprefix("sqlite:///")).parent)
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert files
    return set().union(*(holds(path.read_bytes(), wanted) for path in files))


def with_the_keys() -> str:
    """All that can be opened."""
    opened = []
    for table, sealed_ones in columns.sealed_columns():
        opened += [str(value) for row in db.session.execute(select(*sealed_ones)) for value in row if value]
        assert table.name
    db.session.rollback()
    kept = storage.current()
    opened += [b"".join(kept.read(key)).decode(errors="replace") for key in kept.all_keys()]
    return "\n".join(opened).lower()


def work() -> None:
    """Do the jobs that wait, then what the sweeps ask for."""
    settings = config.current()
    for name, ids in Queue(settings.jobs_url, settings.secret_key).waiting():
        registry.run(name, *ids)
    sweep()


def test_she_is_in_no_table_no_file_no_log_and_no_mail_afterwards(campaigns, session, caplog):
    wanted = marks()
    hers = queries.by_email(campaigns[0].id, PERSONAL["email"])[0]
    correct(hers, Correction(PERSONAL["name"], "KR", PERSONAL["city"], PERSONAL["comment"]))
    wanted |= sealed()
    # What is looked for can be found, as long as it is there.
    assert addresses.index(PERSONAL["email"]) in in_tables(wanted)
    assert b"wilhelmina" in in_files(wanted)
    assert len([word for word in WORDS if word in with_the_keys()]) == len(WORDS)

    erasing.erase(queries.of_the_same_owner(hers))
    work()
    session.remove()

    assert in_tables(wanted) == set()
    assert [word for word in WORDS if word in with_the_keys()] == []
    assert in_files(wanted) == set()
    assert [word for word in WORDS if word in caplog.text.lower()] == []
    # Nobody else is touched, and the numbers are right.
    assert [queries.count(campaign.id) for campaign in campaigns] == [1, 1]
    assert "ana lee" in with_the_keys()
