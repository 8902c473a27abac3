from __future__ import annotations

import pytest

from campaign.core.addresses import BadAddress
from campaign.core.errors import NotConfigured
from campaign.mailer.transports.choice import transport
from campaign.mailer.transports.maildir import MaildirTransport
from campaign.mailer.transports.server import Server


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtps://mail.example.org", "mail.example.org", 465, "tls"),
        ("smtps://mail.example.org:4650", "mail.example.org", 4650, "tls"),
        ("smtp://mail.example.org", "mail.example.org", 587, "starttls"),
        ("smtp://mail.example.org:25?starttls=off", "mail.example.org", 25, "off"),
        ("smtp://localhost", "localhost", 25, "off"),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, "off"),
        ("smtp://[::1]:2525", "::1", 2525, "off"),
        ("smtp://127.0.0.1:587?starttls=on", "127.0.0.1", 587, "starttls"),
    ],
)
def test_mail_is_sealed_on_its_way_unless_the_server_is_here_or_the_operator_says_so(
    url, host, port, security
):
    server = Server.from_url(url)
    assert (server.host, server.port, server.security) == (host, port, security)


def test_name_and_password_are_percent_encoded():
    server = Server.from_url("smtps://site%40example.org:p%2Fa%3As%20s@mail.example.org")
    assert (server.name, server.password) == ("site@example.org", "p/a:s s")
    assert "p/a" not in repr(server)


def test_mails_come_from_the_address_in_the_url_or_from_no_reply():
    given = transport("smtp://localhost?from=office@example.org", "letters.example.org")
    assert given.sender == "office@example.org"
    assert transport("smtp://localhost", "letters.example.org").sender == "no-reply@letters.example.org"


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org?tls=no",
        "smtp://mail.example.org?starttls=maybe",
        "smtp://site:secret@mail.example.org?starttls=off",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_with_a_sentence_without_the_password(url):
    with pytest.raises(NotConfigured, match="CAMPAIGN_MAIL_URL") as refused:
        Server.from_url(url)
    assert "secret" not in refused.value.sentence


def test_a_sender_that_is_no_address_is_refused():
    with pytest.raises(BadAddress):
        Server.from_url("smtp://localhost?from=nobody")


def test_a_folder_is_a_way_out_too(tmp_path):
    assert transport(f"maildir:{tmp_path}", "localhost") == MaildirTransport(tmp_path, "no-reply@localhost")
