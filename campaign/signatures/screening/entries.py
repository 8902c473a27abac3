"""What somebody types as the subject of a rule: a network, a mail domain or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_network
from typing import TYPE_CHECKING, Final

import idna

from campaign.core import addresses
from campaign.core.languages import gettext as _
from campaign.signatures.screening.values import Act, BadRule, Kind

if TYPE_CHECKING:
    from campaign.signatures.screening.values import Network

# A household gets an IPv6 network of 64 bits. Wider than the widest, a slip would block half the world.
NARROWEST_V6: Final = 64
WIDEST: Final = {4: 8, 6: 16}
LONGEST_DOMAIN: Final = 253
# Each one more would make the longest domains take a hundred times as long to compare.
MOST_STARS: Final = 2
LABEL: Final = re.compile(r"[a-z0-9*?](?:[a-z0-9*?-]*[a-z0-9*?])?|[*?]")
WILD: Final = frozenset("*?")


@dataclass(frozen=True, slots=True)
class Entry:
    """The subject of a rule; `shown` is how a page may repeat it: an address only with most of it hidden."""

    kind: Kind
    value: str
    shown: str


def read(text: str, act: Act = Act.BLOCK) -> Entry:
    """The network (`192.0.2.0/24`), mail domain (`example.org`, `*.example.org`) or address that `text` is.

    A domain is itself alone; `*` stands for any characters, `?` for one. Raises `BadRule`, `BadAddress`.
    """
    subject = text.strip()
    if not subject:
        raise BadRule(_("Enter a network, a mail domain or an address."))
    # "@example.org" is what people copy when they mean the domain.
    if "@" in subject.removeprefix("@"):
        entry = _address(subject)
    else:
        entry = _network(subject) or _domain(subject.removeprefix("@"))
    if act.only_for_domains and entry.kind is not Kind.DOMAIN:
        raise BadRule(
            _("“%(subject)s” is no mail domain: only those are throw-away or not.", subject=entry.shown)
        )
    return entry


def masked(address: str) -> str:
    """The address with its first letters alone: m•••@e•••.org."""
    local, _at, domain = address.rpartition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{host[:1]}•••.{ending}"


def _address(subject: str) -> Entry:
    address = addresses.checked(subject)
    return Entry(Kind.ADDRESS, addresses.index(address).hex(), masked(address))


def _network(subject: str) -> Entry | None:
    try:
        network: Network = ip_network(subject, strict=False)
    except ValueError:
        return None
    if isinstance(network, IPv6Network) and (inner := network.network_address.ipv4_mapped):
        network = ip_network(f"{inner}/{max(network.prefixlen - 96, 0)}", strict=False)
    if isinstance(network, IPv6Network) and network.prefixlen > NARROWEST_V6:
        network = network.supernet(new_prefix=NARROWEST_V6)
    if network.prefixlen < WIDEST[network.version]:
        message = _(
            "%(network)s is too wide: it holds a large part of the world. Name one of /%(widest)s or more.",
            network=network,
            widest=WIDEST[network.version],
        )
        raise BadRule(message)
    return Entry(Kind.NETWORK, str(network), str(network))


def _domain(subject: str) -> Entry:
    labels = [_label(label, subject) for label in subject.lower().rstrip(".").split(".")]
    domain = ".".join(labels)
    if len(domain) > LONGEST_DOMAIN or len(labels) < 2:  # noqa: PLR2004 - a domain for mail has two parts
        raise _no_domain(subject)
    if domain.count("*") > MOST_STARS:
        raise BadRule(_("“%(subject)s” has too many *: two are enough.", subject=subject))
    if all(WILD & set(label) for label in labels):
        message = _("“%(subject)s” means nearly every domain. Write out at least one part.", subject=subject)
        raise BadRule(message)
    return Entry(Kind.DOMAIN, domain, domain)


def _label(label: str, subject: str) -> str:
    if not label.isascii():
        if WILD & set(label):
            message = _(
                "In “%(subject)s”, a part with * or ? can have only the letters a to z.", subject=subject
            )
            raise BadRule(message)
        try:
            label = idna.encode(label, uts46=True).decode()
        except idna.IDNAError as error:
            raise _no_domain(subject) from error
    if not LABEL.fullmatch(label):
        raise _no_domain(subject)
    return label


def _no_domain(subject: str) -> BadRule:
    return BadRule(
        _(
            "“%(subject)s” is no network (192.0.2.0/24), no mail domain (example.org, *.example.org)"
            " and no address.",
            subject=subject[:60],
        )
    )
