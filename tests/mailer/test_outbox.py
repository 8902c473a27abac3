from __future__ import annotations

import pytest
from sqlalchemy import insert

from campaign.core import config as configuration
from campaign.mailer import outbox
from campaign.mailer.models import Message


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://letters.example.org", "letters.example.org"),
        ("https://Bücher.example.org:8443/path", "xn--bcher-kva.example.org"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://[::1]:8000", "localhost"),
    ],
)
def test_mails_come_from_the_domain_of_the_site(base_url, domain):
    assert outbox.domain(base_url) == domain


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_names_the_mail_by_nothing_personal(config):
    configuration.use(config)
    row = outbox.row("hello", "ana@example.org", "en", {"title": "Ana"})
    assert row["message_id"] == f"<{row['id']}@localhost>"


def test_a_row_can_be_inserted_by_a_statement(session):
    row = outbox.row("hello", "ana@example.org", "en", {"title": "Ana"}, about=None)
    session.execute(insert(Message).values(**row))
    session.commit()
    kept = session.get(Message, row["id"])
    assert (kept.address, kept.context, kept.claimed_by) == ("ana@example.org", {"title": "Ana"}, None)
