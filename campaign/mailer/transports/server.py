"""The mail server that CAMPAIGN_MAIL_URL names."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from campaign.core import addresses
from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _

Security = Literal["tls", "starttls", "off"]

PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "off": 25}
OPTIONS = {"starttls", "from"}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over: `security` is TLS from the start, TLS after STARTTLS, or off."""

    host: str
    port: int
    security: Security
    name: str = ""
    password: str = field(default="", repr=False)
    sender: str | None = None

    @classmethod
    def from_url(cls, url: str) -> Server:
        """The server of `smtps://name:password@host:port`, or of `smtp://…`.

        `smtps` is TLS from the start (port 465, RFC 8314). `smtp` wants STARTTLS (port 587), and sends
        nothing where it is not offered, but for a server on this machine (port 25); `?starttls=on` and
        `?starttls=off` say otherwise. Certificates are always verified, against the system's
        authorities or those in the file that SSL_CERT_FILE names. Name and password are
        percent-encoded. `?from=` is the address that mails come from.

        Raises `NotConfigured`.
        """
        parts = urlsplit(url)
        options = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if not _is_complete(parts) or options.keys() - OPTIONS:
            message = _(
                "CAMPAIGN_MAIL_URL must be of the form smtps://name:password@host:465 or "
                "smtp://name:password@host:587, with ?starttls=on, ?starttls=off or ?from=ADDRESS at its end."
            )
            raise NotConfigured(message)
        host = parts.hostname or ""
        security = _security(parts.scheme, host, options.get("starttls"))
        if parts.username and security == "off" and not _is_here(host):
            message = _(
                "CAMPAIGN_MAIL_URL would send a password in clear. Take smtps://, or drop starttls=off."
            )
            raise NotConfigured(message)
        return cls(
            host=host,
            port=parts.port or PORTS[security],
            security=security,
            name=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=addresses.checked(options["from"]) if "from" in options else None,
        )


def _security(scheme: str, host: str, starttls: str | None) -> Security:
    if scheme == "smtps":
        return "tls"
    if starttls in {"on", "off"}:
        return "starttls" if starttls == "on" else "off"
    if starttls is not None:
        raise NotConfigured(_("In CAMPAIGN_MAIL_URL starttls must be on or off."))
    return "off" if _is_here(host) else "starttls"


def _is_complete(parts: SplitResult) -> bool:
    try:
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
