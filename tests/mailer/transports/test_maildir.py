from __future__ import annotations

import mailbox
import os
import stat
from datetime import UTC, datetime

import pytest

from campaign.core.errors import NotFound
from campaign.mailer.transports import maildir
from campaign.mailer.transports.maildir import MaildirTransport
from campaign.mailer.values import Mail, ServerAway


def mail(key: str, body: str = "Hello") -> Mail:
    content = (
        f"From: no-reply@localhost\r\nTo: {key}@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
        f"Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n\r\n{body}\r\n"
    )
    return Mail(key, "no-reply@localhost", f"{key}@example.org", content.encode())


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "mail"


@pytest.fixture
def way(folder):
    made = MaildirTransport(folder, "no-reply@localhost")
    made.connect()
    return made


def test_any_mail_program_can_read_the_folder(way, folder):
    way.send(mail("1"))
    kept = mailbox.Maildir(folder, create=False)
    assert [message["To"] for message in kept] == ["1@example.org"]


def test_only_its_owner_can_read_it(way, folder):
    way.send(mail("1"))
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_mail_sent_again_takes_its_own_place(way, folder):
    way.send(mail("1"))
    way.send(mail("1", "Hello again"))
    assert [kept.text for kept in maildir.list_messages(folder)] == ["Hello again\n"]


def test_the_last_delivered_comes_first(way, folder):
    for number, key in enumerate(("1", "2", "3")):
        way.send(mail(key))
        os.utime(folder / "new" / f"{key}.eml", (number, number))
    assert [kept.key for kept in maildir.list_messages(folder)] == ["3", "2", "1"]
    assert [kept.key for kept in maildir.list_messages(folder, limit=1)] == ["3"]


def test_a_page_gets_what_it_shows(way, folder):
    way.send(mail("1"))
    kept = maildir.read(folder, "1")
    assert kept.to == "1@example.org"
    assert kept.subject == "Grüße"
    assert kept.date == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert kept.text == "Hello\n"


def test_what_a_mail_program_has_marked_as_read_is_still_there(way, folder):
    way.send(mail("1"))
    (folder / "new" / "1.eml").rename(folder / "cur" / "1.eml:2,S")
    assert maildir.read(folder, "1").key == "1"


@pytest.mark.parametrize("key", ["2", "", "../1", "1.eml", "*"])
def test_a_mail_that_is_not_there_is_not_found(way, folder, key):
    way.send(mail("1"))
    with pytest.raises(NotFound):
        maildir.read(folder, key)


def test_a_folder_that_was_never_used_holds_no_mail(folder):
    assert maildir.list_messages(folder) == []


def test_a_folder_that_cannot_be_made_is_a_server_that_is_away(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ServerAway):
        MaildirTransport(tmp_path / "file" / "mail", "no-reply@localhost").connect()
