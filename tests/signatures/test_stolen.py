"""A stolen database names nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, text, type_coerce

from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.signatures import keeping, services
from campaign.signatures.models import Signature
from tests import factories

PERSONAL = {
    "name": "Wilhelmina Quux",
    "email": "Wilhelmina.Quux+campaign@example.org",
    "city": "Llanfairpwll",
    "comment": "My cousin Zebedee crossed the Tumen",
}
OWN_WORDS = "I teach beside the Amnok"
WORDS = (b"wilhelmina", b"quux", b"llanfairpwll", b"zebedee", b"tumen", b"amnok")


@pytest.fixture
def signed_and_mailed(session, clock):
    """Signed, confirmed and signed again, with a paragraph kept, one mail sent and one waiting."""
    factories.an_organization()
    campaign = factories.a_campaign()
    signature = factories.confirmed(campaign, **PERSONAL, show_name=True, deliver_name=True)
    keeping.keep_own_words(signature, OWN_WORDS)
    mailer.send_due()
    clock.set_to(clock.now() + timedelta(days=2))
    services.sign(campaign, factories.a_signing(**PERSONAL), "en")
    return campaign


def found_in(content: bytes) -> list[bytes]:
    shapes = (content.lower(), content.lower().replace(b"\0", b""))
    return [word for word in WORDS for shape in shapes if word in shape]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_neither_the_database_file_nor_its_log_holds_what_a_signer_wrote(signed_and_mailed, config):
    folder = Path(config.database_url.removeprefix("sqlite:///")).parent
    files = sorted(folder.glob("campaign.sqlite*"))
    assert [path.name for path in files] == ["campaign.sqlite", "campaign.sqlite-shm", "campaign.sqlite-wal"]
    content = [path.read_bytes() for path in files]
    assert signed_and_mailed.slug.encode() in b"".join(content)
    assert [found_in(one) for one in content] == [[], [], []]
    db.session.remove()
    with closing(sqlite3.connect(files[0])) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found_in(files[0].read_bytes()) == []


def test_no_column_holds_what_a_signer_wrote(signed_and_mailed, session):
    seen = []
    for table in db.metadata.sorted_tables:
        for row in session.execute(text(f'SELECT * FROM "{table.name}"')):  # noqa: S608 - names of our own
            cells = [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in row]
            seen.append((table.name, found_in(b"\n".join(cells))))
    assert {name for name, _words in seen} >= {"signatures", "messages", "campaigns"}
    assert not [(name, words) for name, words in seen if words]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paragraph_that_was_withdrawn_is_in_no_file_even_for_whoever_has_the_keys(session, clock, config):
    factories.an_organization()
    signature = factories.confirmed(factories.a_campaign(), **PERSONAL, deliver_name=True)
    keeping.keep_own_words(signature, OWN_WORDS)
    column = type_coerce(Signature.__table__.c.own_words, LargeBinary)
    sealed = bytes(session.scalars(select(column)).one())
    services.withdraw([signature])
    db.session.remove()
    database = Path(config.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert connection.execute("SELECT own_words FROM signatures").fetchall() == [(None,)]
    content = database.read_bytes()
    assert found_in(content) == []
    assert sealed not in content
