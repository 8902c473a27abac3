"""Rules made ready for judging: sets and one pattern, so that judging takes millionths of a second."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from ipaddress import ip_network
from typing import TYPE_CHECKING

from disposable_email_domains import blocklist

from campaign.core import addresses
from campaign.core.macs import mac
from campaign.signatures.screening.entries import WILD
from campaign.signatures.screening.values import Act, Kind, Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from campaign.signatures.screening.values import Network

    # Act, kind, value and campaign of a rule.
    Rule = tuple[str, str, str, str | None]


class Person:
    """Whoever signs, as rules see her; what no rule asks for is not worked out."""

    def __init__(self, campaign_id: str, email: str, network: Network | None) -> None:
        self.campaign_id, self.email, self.network = campaign_id, email, network

    @cached_property
    def domain(self) -> str:
        """The domain of the address, in ASCII."""
        return addresses.ascii_domain(self.email.rpartition("@")[2])

    @cached_property
    def index(self) -> bytes:
        """The keyed index of the address."""
        return addresses.index(self.email)


@dataclass(frozen=True, slots=True)
class Subjects:
    """The networks, domains and addresses that one list holds.

    `networks` has, by version and length of the prefix, the numbers that the prefix makes; `hashes` has the
    hashes by the key of the day that made them.
    """

    networks: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    hashes: Mapping[bytes, frozenset[bytes]] = field(default_factory=dict)
    domains: frozenset[str] = frozenset()
    globs: re.Pattern[str] | None = None
    addresses: frozenset[bytes] = frozenset()

    def has_network(self, person: Person) -> bool:
        """Whether the list holds her network."""
        network = person.network
        if network is None:
            return False
        if self.networks:
            number, bits, version = int(network.network_address), network.max_prefixlen, network.version
            for (of_version, length), prefixes in self.networks.items():
                if of_version == version and number >> (bits - length) in prefixes:
                    return True
        return any(hashed(person.campaign_id, network, key) in made for key, made in self.hashes.items())

    def has_domain(self, person: Person) -> bool:
        """Whether the list holds the domain of her address."""
        if self.domains and person.domain in self.domains:
            return True
        return self.globs is not None and self.globs.fullmatch(person.domain) is not None

    def has_address(self, person: Person) -> bool:
        """Whether the list holds her address."""
        return bool(self.addresses) and person.index in self.addresses

    def has(self, person: Person) -> bool:
        """Whether the list holds anything of her."""
        return self.has_network(person) or self.has_domain(person) or self.has_address(person)


NONE = Subjects()


@dataclass(frozen=True, slots=True)
class Lists:
    """What is blocked and allowed, everywhere or under one campaign."""

    block: Subjects = NONE
    allow: Subjects = NONE


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All rules that are in force, and the rates."""

    everywhere: Lists = field(default_factory=Lists)
    of_campaign: Mapping[str, Lists] = field(default_factory=dict)
    disposable: Subjects = NONE
    lasting: Subjects = NONE
    rates: Rates = field(default_factory=Rates)

    def lists(self, campaign_id: str) -> tuple[Lists, ...]:
        """The lists that hold for a campaign."""
        own = self.of_campaign.get(campaign_id)
        return (self.everywhere, own) if own else (self.everywhere,)

    def is_disposable(self, person: Person) -> bool:
        """Whether her address is one to be thrown away: by the kept list, and what admins have changed of it.

        The list is that of github.com/disposable-email-domains, by its package on PyPI; a domain on it stands
        for all below it.
        """
        if self.lasting.has_domain(person):
            return False
        return is_listed(person.domain) or self.disposable.has_domain(person)


def ruleset(rules: Iterable[Rule], rates: Rates, key_of: Callable[[date], bytes | None]) -> Ruleset:
    """The rules made ready; `key_of` gives the key of a day, or None where it is erased."""
    sorted_out: dict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for act, kind, value, campaign_id in rules:
        sorted_out[campaign_id, act][kind].append(value)

    def subjects(campaign_id: str | None, act: Act) -> Subjects:
        found = sorted_out.get((campaign_id, act))
        return _subjects(found, key_of) if found else NONE

    def lists(campaign_id: str | None) -> Lists:
        return Lists(subjects(campaign_id, Act.BLOCK), subjects(campaign_id, Act.ALLOW))

    campaigns = {campaign_id for campaign_id, _act in sorted_out if campaign_id}
    return Ruleset(
        lists(None),
        {campaign_id: lists(campaign_id) for campaign_id in campaigns},
        subjects(None, Act.DISPOSABLE),
        subjects(None, Act.LASTING),
        rates,
    )


def hashed(campaign_id: str, network: Network, key: bytes) -> bytes:
    """The 32 bytes that stand for a network under a campaign on the day of this key (HMAC-SHA-256).

    With the campaign in them, nobody can tell that who signed here signed there.
    """
    return mac(key, campaign_id.encode() + b"\0" + network.network_address.packed)


def is_listed(domain: str) -> bool:
    """Whether the kept list calls this domain, or one that it lies in, throw-away."""
    while "." in domain:
        if domain in blocklist:
            return True
        domain = domain.partition(".")[2]
    return False


def _subjects(values: Mapping[str, list[str]], key_of: Callable[[date], bytes | None]) -> Subjects:
    networks: dict[tuple[int, int], set[int]] = defaultdict(set)
    for value in values.get(Kind.NETWORK, ()):
        network = ip_network(value)
        number = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
        networks[network.version, network.prefixlen].add(number)
    hashes: dict[bytes, set[bytes]] = defaultdict(set)
    for value in values.get(Kind.HASHED, ()):
        day, made = parse_hashed(value)
        if key := key_of(day):
            hashes[key].add(made)
    globs = [value for value in values.get(Kind.DOMAIN, ()) if WILD & set(value)]
    return Subjects(
        {place: frozenset(numbers) for place, numbers in networks.items()},
        {key: frozenset(made) for key, made in hashes.items()},
        frozenset(values.get(Kind.DOMAIN, ())) - frozenset(globs),
        re.compile("|".join(_pattern(glob) for glob in globs)) if globs else None,
        frozenset(bytes.fromhex(value) for value in values.get(Kind.ADDRESS, ())),
    )


def parse_hashed(value: str) -> tuple[date, bytes]:
    """The day and the hash in a rule about a network that was seen in a trend."""
    said, _colon, made = value.partition(":")
    return date.fromisoformat(said), bytes.fromhex(made)


def _pattern(glob: str) -> str:
    # Two stars in a row say no more than one, and would take time without end to try.
    plain = re.sub(r"\*+", "*", glob)
    return "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in plain)
