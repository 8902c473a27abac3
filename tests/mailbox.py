"""An SMTP server that keeps what it is sent."""

from __future__ import annotations

import email
import email.policy
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller

from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE_S = 20.0


@dataclass(slots=True)
class Mailbox:
    """All mail that reached the server, in the order of arrival."""

    url: str
    messages: list[EmailMessage] = field(default_factory=list)

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to `address`."""
        return [message for message in self.messages if address in message["To"]]

    def wait_for(self, address: str, count: int = 1) -> EmailMessage:
        """The mail to `address` with this number, counted from 1; raises `TimeoutError` if none comes."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.to(address)) < count:
            if time.monotonic() > deadline:
                got = [(message["To"], message["Subject"]) for message in self.messages]
                message = f"no mail number {count} to {address}; there is {got}"
                raise TimeoutError(message)
            time.sleep(0.05)
        return self.to(address)[count - 1]

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail; the name is aiosmtpd's."""
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        self.messages.append(email.message_from_bytes(raw, policy=email.policy.default))
        return "250 OK"


@contextmanager
def running() -> Iterator[Mailbox]:
    """A server for the length of the block; its `url` is what CAMPAIGN_MAIL_URL takes."""
    port = postgres.free_port()
    made = Mailbox(f"smtp://127.0.0.1:{port}")
    server = Controller(made, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield made
    finally:
        server.stop()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A server for one test."""
    with running() as made:
        yield made
