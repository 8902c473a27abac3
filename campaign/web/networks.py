"""The network that a visitor comes from: what is looked at of her address, and no more."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import TYPE_CHECKING, Final

from flask import request

from campaign.core import config

if TYPE_CHECKING:
    from campaign.core.config import Network

# One household or school has one address of the fourth version, and 2^64 of the sixth.
WIDTH: Final = 64
# So long a header comes from no proxy of ours.
MOST_HOPS: Final = 20


def visitor() -> IPv4Network | IPv6Network | None:
    """The network of whoever made the request, as `of` gives it."""
    return of(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))


def of(remote: str, forwarded: str) -> IPv4Network | IPv6Network | None:
    """The network of whoever connects from `remote`, a /32 or a /64; None on this machine or if unknown.

    Behind proxies whose networks are trusted (CAMPAIGN_TRUSTED_PROXIES) it is the last address in
    X-Forwarded-For (`forwarded`) that is none of them: each proxy appends whom it heard from, and what stands
    before that may be made up.
    """
    trusted = config.current().trusted_proxies
    hops = [remote]
    if trusted:
        said = forwarded.rsplit(",", MOST_HOPS)
        hops += [hop.strip() for hop in reversed(said) if hop.strip()]
    for hop in hops[:-1]:
        if not _is_trusted(hop, trusted):
            return _network(hop)
    return _network(hops[-1])


@lru_cache(maxsize=256)
def _is_trusted(text: str, trusted: tuple[Network, ...]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in trusted)


def _network(text: str) -> IPv4Network | IPv6Network | None:
    address = _address(text)
    # A proxy on this machine that was not named does not make one network of all visitors.
    if address is None or address.is_loopback:
        return None
    if isinstance(address, IPv4Address):
        # As a number it is read quickest, and is a /32.
        return IPv4Network(int(address))
    return IPv6Network((address, WIDTH), strict=False)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    # Some proxies write the port behind it, and IPv6 then in brackets (RFC 7239 §6.2 does).
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
