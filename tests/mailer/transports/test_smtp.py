from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.mailer.transports.server import Server
from campaign.mailer.transports.smtp import SmtpTransport
from campaign.mailer.values import Mail, RefusedForGood, ServerAway, TryLater
from tests import postgres
from tests.mailer import servers

if TYPE_CHECKING:
    import ssl

LOGIN = "site:pa%40ss%3Aw%2Ford"


def mail(number: int = 1, recipient: str = "ana@example.org") -> Mail:
    content = f"To: {recipient}\r\nMessage-ID: <{number}@example.org>\r\n\r\nHello\r\n.\r\n".encode()
    return Mail(str(number), "no-reply@example.org", recipient, content)


def transport(url: str) -> SmtpTransport:
    return SmtpTransport(Server.from_url(url), "no-reply@example.org", "letters.example.org")


@pytest.fixture
def trusted(tmp_path, monkeypatch) -> ssl.SSLContext:
    context, certificate = servers.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return context


@pytest.fixture
def server():
    with servers.running() as made:
        yield made


@pytest.fixture
def way(server):
    made = transport(server.url)
    yield made
    made.close()


def test_mails_go_over_one_connection(server, way):
    for number in range(20):
        way.send(mail(number))
    assert len(server.taken) == 20
    assert server.connections == 1
    assert server.taken[0].get_content().splitlines() == ["Hello", "."]


def test_tls_from_the_start_with_login(trusted):
    # The server takes TLS from the start for none at all: it would refuse to ask for a password.
    settings = {"authenticator": servers.let_in, "auth_require_tls": False}
    with servers.running(ssl_context=trusted, **settings) as server:
        way = transport(f"smtps://{LOGIN}@localhost:{server.port}")
        way.send(mail())
        way.close()
        assert server.ids == ["<1@example.org>"]
        assert server.sessions[0].authenticated


def test_tls_after_starttls_with_login(trusted):
    settings = {"authenticator": servers.let_in, "auth_required": True, "require_starttls": True}
    with servers.running(tls_context=trusted, **settings) as server:
        way = transport(f"smtp://{LOGIN}@localhost:{server.port}?starttls=on")
        way.send(mail())
        way.close()
        assert server.ids == ["<1@example.org>"]


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path):
    context, _certificate = servers.certificate(tmp_path)
    with servers.running(tls_context=context) as server:
        with pytest.raises(ServerAway, match="SSLCertVerificationError"):
            transport(f"smtp://localhost:{server.port}?starttls=on").send(mail())
        assert server.taken == []


def test_a_server_that_does_not_offer_tls_gets_nothing(server):
    with pytest.raises(ServerAway, match="SMTPNotSupportedError"):
        transport(f"{server.url}?starttls=on").send(mail())
    assert server.taken == []


def test_a_wrong_password_is_no_mails_fault(trusted):
    with servers.running(tls_context=trusted, authenticator=servers.let_in, auth_required=True) as server:
        with pytest.raises(ServerAway, match="535 SMTPAuthenticationError") as away:
            transport(f"smtp://site:wrong@localhost:{server.port}?starttls=on").send(mail())
        assert "wrong" not in str(away.value)


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(ServerAway, match="ConnectionRefusedError"):
        transport(f"smtp://127.0.0.1:{postgres.free_port()}").send(mail())


@pytest.mark.parametrize(
    ("code", "error"), [("450 busy", TryLater), ("421 closing", TryLater), ("550 unknown", RefusedForGood)]
)
def test_a_recipient_who_is_refused_holds_nobody_up(server, way, code, error):
    server.about["gone@example.org"] = code
    with pytest.raises(error, match=f"^{code[:3]} SMTPRecipientsRefused$"):
        way.send(mail(1, "gone@example.org"))
    way.send(mail(2))
    assert server.ids == ["<2@example.org>"]


@pytest.mark.parametrize(
    ("code", "error"), [("451 later", TryLater), ("421 closing", TryLater), ("554 spam", RefusedForGood)]
)
def test_a_mail_that_is_refused_holds_up_none(server, way, code, error):
    server.answers.append(code)
    with pytest.raises(error, match=f"^{code[:3]} SMTPDataError$"):
        way.send(mail(1))
    way.send(mail(2))
    assert server.ids == ["<2@example.org>"]


def test_a_line_that_breaks_is_no_answer_and_the_next_mail_gets_a_new_one(server, way):
    server.answers.append(servers.HANG_UP)
    with pytest.raises(TryLater, match=r"^(SMTPServerDisconnected|ConnectionResetError)$"):
        way.send(mail(1))
    way.send(mail(2))
    assert server.ids == ["<2@example.org>"]
    assert server.connections == 2


def test_a_sender_who_is_refused_is_tried_again_for_the_operator_can_mend_it(server, way):
    server.sender_answer = "553 not yours"
    with pytest.raises(TryLater, match="553 SMTPSenderRefused"):
        way.send(mail())


def test_an_address_that_is_not_ascii_needs_a_server_that_takes_it(server, way):
    with pytest.raises(RefusedForGood, match="SMTPNotSupportedError"):
        way.send(mail(1, "김철수@example.org"))
    way.send(mail(2))
    with servers.running(enable_SMTPUTF8=True) as other:
        second = transport(other.url)
        second.send(mail(3, "김철수@example.org"))
        second.close()
        assert other.ids == ["<3@example.org>"]
