"""The network that a request comes from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from campaign.signatures.screening.values import Network

WIDTHS = {4: 32, 6: 64}


def visitor() -> Network | None:
    """The visitor's network (IPv4 /32, IPv6 /64); None on this machine itself, or where nobody can tell."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    if address.is_loopback:
        return None
    return ip_network(f"{address}/{WIDTHS[address.version]}", strict=False)
