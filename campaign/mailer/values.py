"""States of a message, when one is tried again, and how sending can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from campaign.core.errors import Refused

# RFC 5321 §4.5.4.1: wait half an hour between tries and go on for four or five days. A person waits
# for most of our mails at a screen, and one that comes after two days is of no use to anybody.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    *(timedelta(hours=6) for _ in range(8)),
)


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """What an address does not want: notices, or anything."""

    NOTICES = "notices"
    ALL = "all"


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many attempts, or None once it is time to give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the name that mails show beside our address, and where answers go."""

    name: str = ""
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is ready: `key` names its message, and the addresses are those of the envelope."""

    key: str
    sender: str
    recipient: str
    content: bytes


class NotSent(Refused):
    """A mail did not go out; the message is a code and a class, and never holds an address."""


class TryLater(NotSent):
    """The server could not take this mail now, or did not say whether it has."""


class RefusedForGood(NotSent):
    """The server will never take this mail."""


class ServerAway(NotSent):
    """The server cannot be reached or lets nobody in: no mail's own fault."""
