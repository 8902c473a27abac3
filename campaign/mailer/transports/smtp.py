"""Mail to a server, over one connection that is kept while there is something to send (RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
from typing import TYPE_CHECKING, Any

from campaign.mailer.values import RefusedForGood, ServerAway, TryLater

if TYPE_CHECKING:
    from campaign.mailer.transports.server import Server
    from campaign.mailer.values import Mail

COMMAND_S = 30.0
# RFC 5321 §4.5.3.2.6: whoever hangs up earlier sends again what the server has taken (RFC 1047).
AFTER_DATA_S = 600.0
FOR_GOOD = 500
Trouble = (OSError, smtplib.SMTPException, UnicodeError)


class _PatientAfterData(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - bytes or text, as in the standard library
        if self.sock:
            self.sock.settimeout(AFTER_DATA_S)
        try:
            return super().data(msg)
        finally:
            if self.sock:
                self.sock.settimeout(COMMAND_S)


class _PatientAfterDataTLS(_PatientAfterData, smtplib.SMTP_SSL):
    pass


class SmtpTransport:
    """A connection to `server`, for mails from `sender`; to the server we are `hello`."""

    def __init__(self, server: Server, sender: str, hello: str) -> None:
        self.sender = sender
        self._server = server
        self._hello = hello
        self._client: smtplib.SMTP | None = None

    def connect(self) -> smtplib.SMTP:
        """Connect, agree on TLS and log in, unless that is done; raises `ServerAway`."""
        if self._client is None:
            try:
                self._client = self._open()
                self._enter(self._client)
            except Trouble as error:
                self.close()
                raise ServerAway(_reason(error)) from error
        return self._client

    def send(self, mail: Mail) -> None:
        """Hand over a mail; returns once the server has said that it has it.

        Raises `TryLater`, `RefusedForGood`, `ServerAway`.
        """
        client = self.connect()
        options = () if mail.recipient.isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        try:
            client.sendmail(mail.sender, [mail.recipient], mail.content, mail_options=options)
        except smtplib.SMTPRecipientsRefused as error:
            code, _text = error.recipients[mail.recipient]
            raise _verdict(code, error) from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code, error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedForGood(_reason(error)) from error
        except Trouble as error:
            # Among these is a refusal of the sender's address, which the operator can mend.
            raise TryLater(_reason(error)) from error
        finally:
            # The library hangs up after 421 and after a broken line.
            if client.sock is None:
                self._client = None

    def close(self) -> None:
        """Say goodbye, if somebody still listens."""
        client, self._client = self._client, None
        if client:
            try:
                client.quit()
            except Trouble:
                client.close()

    def _open(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security == "tls":
            context = ssl.create_default_context()
            return _PatientAfterDataTLS(host, port, self._hello, timeout=COMMAND_S, context=context)
        return _PatientAfterData(host, port, self._hello, timeout=COMMAND_S)

    def _enter(self, client: smtplib.SMTP) -> None:
        if self._server.security == "starttls":
            client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
        if self._server.name:
            client.login(self._server.name, self._server.password)


def _verdict(code: int, error: Exception) -> TryLater | RefusedForGood:
    kind = RefusedForGood if code >= FOR_GOOD else TryLater
    return kind(f"{code} {type(error).__name__}")


def _reason(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return f"{code} {type(error).__name__}" if code else type(error).__name__
