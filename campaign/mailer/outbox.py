"""What stands in a new row of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from campaign.core import addresses, clock, config
from campaign.core.ids import new_id
from campaign.mailer.values import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LOCAL = "localhost"


def row(  # noqa: PLR0913 - a mail has this many sides
    kind: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    *,
    due_at: datetime | None = None,
    about: str | None = None,
    notice: bool = False,
    address_index: bytes | None = None,
) -> dict[str, Any]:
    """Every column of a new message, for an ORM object or `insert(Message).values(**row(…))`.

    See `services.write` for the arguments; whoever knows the index of the address gives it. The Message-ID
    (RFC 5322 §3.6.4) is fixed here, so that a mail that has to be sent again is the same mail.
    """
    now = clock.now()
    key = new_id()
    return {
        "id": key,
        "kind": kind,
        "language": language,
        "address": to,
        "context": dict(context),
        "address_index": address_index or addresses.index(to),
        "about": about,
        "is_notice": notice,
        "message_id": f"<{key}@{domain(config.current().base_url)}>",
        "state": State.QUEUED,
        "attempts": 0,
        "error": "",
        "created_at": now,
        "due_at": due_at or now,
    }


def domain(base_url: str) -> str:
    """The domain that our mails come from: the site's host, or `localhost` where that is a number."""
    host = addresses.ascii_domain(urlsplit(base_url).hostname or LOCAL)
    return LOCAL if ":" in host or host.replace(".", "").isdigit() else host
