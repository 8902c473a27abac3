"""What is known of a request to sign, what may be found against it, and what a rule can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network

from campaign.core.errors import NotFound, Refused
from campaign.core.languages import gettext as _

Network = IPv4Network | IPv6Network

# Nobody reads a form, types a name and an address, and sends it in less (seconds).
FASTEST_S = 2.0


class Verdict(StrEnum):
    """Why a signature was rejected; the first ones are looked at first."""

    NETWORK = "network"
    DOMAIN = "domain"
    ADDRESS = "address"
    TOO_FAST = "too-fast"
    TRAP = "trap"
    DISPOSABLE = "disposable"
    LINK = "link"
    BY_HAND = "by-hand"

    @property
    def label(self) -> str:
        """The verdict as organizers read it."""
        return {
            Verdict.NETWORK: _("blocked network"),
            Verdict.DOMAIN: _("blocked mail domain"),
            Verdict.ADDRESS: _("blocked address"),
            Verdict.TOO_FAST: _("sent faster than a person types"),
            Verdict.TRAP: _("filled in the field that nobody sees"),
            Verdict.DISPOSABLE: _("throw-away mail domain"),
            Verdict.LINK: _("a link in place of a name"),
            Verdict.BY_HAND: _("by hand"),
        }[self]


class Act(StrEnum):
    """What a rule does."""

    BLOCK = "block"
    ALLOW = "allow"
    DISPOSABLE = "disposable"
    LASTING = "lasting"

    @property
    def label(self) -> str:
        """The act as a list shows it."""
        return {
            Act.BLOCK: _("blocks"),
            Act.ALLOW: _("allows"),
            Act.DISPOSABLE: _("is throw-away"),
            Act.LASTING: _("is not throw-away"),
        }[self]

    @property
    def only_for_domains(self) -> bool:
        """Whether it says something of a mail domain alone."""
        return self in {Act.DISPOSABLE, Act.LASTING}


class Kind(StrEnum):
    """What a rule is about."""

    NETWORK = "network"
    DOMAIN = "domain"
    ADDRESS = "address"
    HASHED = "hashed"

    @property
    def label(self) -> str:
        """The kind as a list shows it."""
        return {
            Kind.NETWORK: _("network"),
            Kind.DOMAIN: _("mail domain"),
            Kind.ADDRESS: _("address"),
            Kind.HASHED: _("network seen in a trend"),
        }[self]


class BadRule(Refused):
    """What was typed is nothing that a rule can be about."""

    status = 422


class NoSuchRule(NotFound):
    """The rule is not there."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a request to sign besides the form.

    `network` is the visitor's (IPv4 /32, IPv6 /64), `age_s` the age of the form in seconds, `trap` what
    stands in the field that nobody sees, `proof` the answer to the task that the page set.
    """

    network: Network | None
    age_s: float
    trap: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """How many confirmation mails one network may cause under one campaign: so many in so many seconds.

    By default one in a minute and five in five minutes, as in alphagov/e-petitions.
    """

    short_count: int = 1
    short_s: int = 60
    long_count: int = 5
    long_s: int = 300

    @property
    def remembered(self) -> int:
        """How many of the latest mails decide when the next one goes."""
        return max(self.short_count, self.long_count)

    @property
    def window(self) -> timedelta:
        """How long a mail counts."""
        return timedelta(seconds=max(self.short_s, self.long_s))
