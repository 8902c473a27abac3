"""Mail servers that refuse, put off, hang up, ask for TLS and a password, and count what they took."""

from __future__ import annotations

import email
import email.policy
import ipaddress
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session

NAME, PASSWORD = "site", "pa@ss:w/ord"
HANG_UP = "hang up"


@dataclass(slots=True)
class Server:
    """A server's answers, to be changed while it runs, and the mails that it took.

    `answers` are given to one mail each, in turn; `about` answers to a recipient; `before_mail` is called
    when one is announced, and `before` with each mail before it is answered.
    """

    port: int
    controller: Controller | None = None
    taken: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    sender_answer: str = ""
    connections: int = 0
    sessions: list[Session] = field(default_factory=list)
    before: Callable[[EmailMessage], None] = lambda _message: None
    before_mail: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def listen_no_more(self) -> None:
        """Take no further connection; to be called while a mail is answered."""
        self.controller.server.close()

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        return [message["Message-ID"] for message in self.taken]

    async def handle_EHLO(self, _server, session: Session, _envelope, hostname: str, responses):  # noqa: N802
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(self, _server, session: Session, envelope: Envelope, address, options):  # noqa: N802
        self.before_mail()
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self.sessions.append(session)
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope: Envelope, address, _options):  # noqa: N802
        if address in self.about:
            return self.about[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.before(message)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == HANG_UP:
            server.transport.abort()
        if answer.startswith("250"):
            self.taken.append(message)
        return answer


@contextmanager
def running(port: int | None = None, **settings: object) -> Iterator[Server]:
    """A server for the length of the block, on a free port if none is given; the settings are aiosmtpd's."""
    server = Server(port or postgres.free_port())
    settings = {"enable_SMTPUTF8": False} | settings
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **settings)
    server.controller = controller
    controller.start()
    server.connections = 0
    try:
        yield server
    finally:
        controller.stop()


def let_in(_server, _session, _envelope, _mechanism, data: object) -> AuthResult:
    """Take the one name and password that are right."""
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        NAME.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for localhost, and the file by which a client trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "certificate.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return context, trusted
