"""Proof of work: a task that costs a browser a second, and whoever signs a thousand times a thousand.

The protocol is ALTCHA's, version 2 (altcha.org/docs/v2), with the package `altcha` here and a module of our
own in the browser. The page fetches a challenge: random bytes, signed, for one campaign. The browser looks
for a number for which the key derived from the bytes and the number (PBKDF2, which every browser has built
in) begins with `PREFIX`; the server derives one key to see that it does. Challenges are made without deriving
any, so that asking for many of them costs the server next to nothing.

A way without JavaScript: whoever sends no answer, a wrong one, one that has expired or one that was taken
before, signs all the same. Nothing is said of it, and nothing is rejected: the confirmation mail is held for
`HELD` instead. That is long enough that a flood gains nothing by leaving the answer out: its mails come late
and in the sight of whoever looks at the trends; and short enough that a person without JavaScript still gets
hers while she remembers it. The page tells everybody alike that it may take so long.
"""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import altcha
from sqlalchemy.dialects import postgresql, sqlite

from campaign.core import clock, config
from campaign.core.db import db
from campaign.signatures.screening.models import UsedChallenge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session, scoped_session

    from campaign.campaigns.models import Campaign

ALGORITHM: Final = "PBKDF2/SHA-256"
# 256 keys of this cost, on average: about half a second of two cores, two seconds of an old phone; one
# of them costs the server a millisecond.
COST: Final = 2_000
PREFIX: Final = "00"
# As long as people take to fill in a form; the page fetches another one after it.
LIVES: Final = timedelta(minutes=30)
HELD: Final = timedelta(minutes=10)
# An answer has about 600 characters.
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Solved:
    """A challenge that was solved: what to remember of it, and until when."""

    nonce: bytes
    expires_at: datetime


def challenge(slug: str) -> dict[str, Any]:
    """A new task for whoever signs the campaign with this slug, as the page gets it (JSON)."""
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        key_prefix=PREFIX,
        # Not in the protocol's own field: the package would ask another clock than the house's.
        data={"campaign": slug, "expires": int((clock.now() + LIVES).timestamp())},
        hmac_secret=_secret(),
    )
    return dict(made.to_dict())


def solved(slug: str, text: str) -> Solved | None:
    """The challenge that `text` (JSON in base 64) answers, if it was made for this campaign and lives.

    Looks at nothing but the text: whether it was used before says `remember`.
    """
    if not text or len(text) > LONGEST or not altcha.verify_solution(text, _secret()).verified:
        return None
    parameters = json.loads(base64.b64decode(text))["challenge"]["parameters"]
    expires_at = datetime.fromtimestamp(parameters["data"]["expires"], UTC)
    if expires_at <= clock.now() or parameters["data"]["campaign"] != slug:
        return None
    return Solved(bytes.fromhex(parameters["nonce"]), expires_at)


def remember(session: Connection | Session | scoped_session[Any], answers: Sequence[Solved]) -> set[bytes]:
    """Note, in the session's transaction, that these were used; gives the nonces of those that were not yet.

    What stands there twice is given once: whoever asks lets it count for the first.
    """
    if not answers:
        return set()
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    # In one order, so that no two transactions wait for each other.
    new = sorted({answer.nonce: answer.expires_at for answer in answers}.items())
    statement = (
        dialect.insert(UsedChallenge)
        .values([{"nonce": nonce, "expires_at": expires_at} for nonce, expires_at in new])
        .on_conflict_do_nothing(index_elements=["nonce"])
        .returning(UsedChallenge.nonce)
    )
    return {bytes(nonce) for nonce in session.scalars(statement)}


def check(campaign: Campaign, text: str) -> bool:
    """Whether `text` is a good answer and was not used before; the caller's transaction uses it up."""
    answer = solved(campaign.slug, text)
    return answer is not None and bool(remember(db.session, [answer]))


def due(moment: datetime, now: datetime) -> datetime:
    """When a mail goes whose turn comes at `moment`, where proof was asked for at `now` and not given."""
    return max(moment, now + HELD)


def _secret() -> bytes:
    return hmac.digest(config.current().secret_key.encode(), b"campaign.proof", "sha256")
