"""States of a campaign and the ways between them, goals, slugs and titles."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from campaign.core import clock
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

GOALS = (100, 250, 500, 1_000, 2_000, 3_500, 5_000, 10_000, 20_000, 35_000, 50_000, 100_000)
REACHED_SOON = 0.95
# For how many days after a campaign's end signatures are kept, and how few and many they may be.
KEPT_DAYS, FEWEST_DAYS, MOST_DAYS = 365, 30, 3_650
# Nothing is erased sooner than this after somebody has shortened the time.
NOTICE = timedelta(days=7)
SLUG_LENGTH = 60
LOOSE_ENDS = (
    "a",
    "an",
    "and",
    "as",
    "at",
    "be",
    "by",
    "for",
    "in",
    "is",
    "its",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
)


class State(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state's name on a page."""
        return {
            State.DRAFT: _("draft"),
            State.PUBLISHED: _("published"),
            State.CLOSED: _("closed"),
        }[self]


class ProofMode(StrEnum):
    """Whether whoever signs is asked for proof of work: when a trend says so, or as an organizer does."""

    TREND = "trend"
    ALWAYS = "always"
    NEVER = "never"


class Role(StrEnum):
    """Why a recipient gets a letter: it is asked, or the ask is passed on to it."""

    ADDRESSEE = "addressee"
    COPY = "copy"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.PUBLISHED}),
}


class CannotMove(Conflict):
    """A campaign cannot go from its state to the one asked for."""


class CannotPublish(Refused):
    """Something that a published campaign needs is missing."""

    status = 409


class ErasedTooSoon(Refused):
    """A change that would have signatures erased before anybody had time to notice."""

    status = 422


class NoSuchCampaign(NotFound):
    """No campaign has this address, or it is not public."""


class CampaignClosed(Refused):
    """The campaign does not take signatures now."""

    status = 410

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or _("This campaign takes no signatures at the moment."))


def is_open(state: str, opens_at: datetime | None, closes_at: datetime | None) -> bool:
    """Whether a campaign in this state, with these times, takes signatures now."""
    now = clock.now()
    begun = opens_at is None or opens_at <= now
    ended = closes_at is not None and closes_at <= now
    return state == State.PUBLISHED and begun and not ended


def next_goal(count: int, first: int = GOALS[0]) -> int:
    """The goal to show at `count`: a step above it and not under `first`, which moves before it is met."""
    wanted = max(first, 1)
    if count < wanted * REACHED_SOON:
        return wanted
    for goal in GOALS:
        if goal > wanted and count < goal * REACHED_SOON:
            return goal
    step = GOALS[-1]
    return (int(count / REACHED_SOON) // step + 1) * step


def slug_of(words: str) -> str:
    """A slug of at most 60 characters made of whole words, or `item` where no word can be spelt in ASCII."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", ""))
    parts = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return re.sub(rf"(-({'|'.join(LOOSE_ENDS)}))+$", "", slug) or "item"
