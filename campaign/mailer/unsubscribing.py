"""Links that can only unsubscribe: they hold an address's keyed hash, not the address."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

from campaign.core import config, tokens

PURPOSE = "unsubscribe"
# Somebody who finds an old mail has the right to be left alone, too.
LIVES = timedelta(days=10 * 365)


def link(address_index: bytes) -> str:
    """The page that ends notices to this address, by GET with a button or by RFC 8058's POST."""
    token = tokens.make(PURPOSE, urlsafe_b64encode(address_index).decode())
    return f"{config.current().base_url}/unsubscribe/{token}"


def index_in(token: str) -> bytes:
    """The address, by its index, that the link is for; raises `TokenRefused`, `TokenTooOld`."""
    return urlsafe_b64decode(tokens.read(token, PURPOSE, LIVES))
