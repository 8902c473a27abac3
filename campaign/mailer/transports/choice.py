"""Which way mail goes out, by CAMPAIGN_MAIL_URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from campaign.mailer.transports.maildir import MaildirTransport
from campaign.mailer.transports.server import Server
from campaign.mailer.transports.smtp import SmtpTransport

if TYPE_CHECKING:
    from campaign.mailer.values import Mail


class Transport(Protocol):
    """A way out for mails from `sender`; its errors are those of `values.NotSent`."""

    @property
    def sender(self) -> str:
        """The address that mails come from."""

    def connect(self) -> object:
        """Get ready to send; raises `ServerAway`."""

    def send(self, mail: Mail) -> None:
        """Hand over a mail for good, or raise."""

    def close(self) -> None:
        """Let go."""


def transport(mail_url: str, domain: str) -> Transport:
    """The way out that `mail_url` names, for mails from `domain`; nothing is connected yet.

    Mails come from the address in the URL's `from`, or from `no-reply` at the domain.
    Raises `NotConfigured`.
    """
    sender = f"no-reply@{domain}"
    if mail_url.startswith("maildir:"):
        return MaildirTransport(Path(mail_url.removeprefix("maildir:")), sender)
    server = Server.from_url(mail_url)
    return SmtpTransport(server, server.sender or sender, domain)
