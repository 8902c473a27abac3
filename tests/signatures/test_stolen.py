"""A stolen database names nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.signatures import services
from tests import factories

PERSONAL = {
    "name": "Wilhelmina Quux",
    "email": "Wilhelmina.Quux+campaign@example.org",
    "city": "Llanfairpwll",
    "comment": "My cousin Zebedee crossed the Tumen",
}
WORDS = (b"wilhelmina", b"quux", b"llanfairpwll", b"zebedee", b"tumen")


@pytest.fixture
def signed_and_mailed(session, clock):
    """Signed, confirmed and signed again, with one mail sent and one waiting."""
    factories.an_organization()
    campaign = factories.a_campaign()
    factories.confirmed(campaign, **PERSONAL, show_name=True, deliver_name=True)
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
