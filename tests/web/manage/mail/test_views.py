from __future__ import annotations

from dataclasses import replace

from campaign.core import config as configuration
from campaign.mailer.transports.maildir import MaildirTransport
from campaign.mailer.values import Mail

CONTENT = (
    b"From: no-reply@localhost\r\nTo: mina@example.org\r\nSubject: Confirm your signature\r\n"
    b"Date: Mon, 02 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=us-ascii\r\n\r\n"
    b"Open http://127.0.0.1:8000/confirm/abc to confirm. <b>Not bold</b>\r\n"
)


def deliver(config, key):
    transport = MaildirTransport(config.mail_folder, "no-reply@localhost")
    transport.connect()
    transport.send(Mail(key, "no-reply@localhost", "mina@example.org", CONTENT))


def test_before_any_mail_the_folder_is_empty(desk):
    assert "No mail yet" in desk.get("/manage/mail/")
    assert 'href="/manage/mail/"' in desk.get("/manage/")


def test_mails_are_listed_and_read_as_text(config, desk):
    deliver(config, "abc1")
    page = desk.get("/manage/mail/")
    assert "Confirm your signature" in page
    assert "mina@example.org" in page
    mail = desk.get("/manage/mail/abc1")
    assert 'href="http://127.0.0.1:8000/confirm/abc"' in mail
    assert "&lt;b&gt;Not bold&lt;/b&gt;" in mail


def test_a_mail_that_is_not_there_is_not_found(desk):
    desk.get("/manage/mail/none", 404)


def test_a_site_that_sends_its_mail_shows_none(config, desk):
    configuration.use(replace(config, mail_url="smtp://mail.example.org"))
    assert "It keeps none to be read here." in desk.get("/manage/mail/", 404)
    assert "/manage/mail/" not in desk.get("/manage/")
