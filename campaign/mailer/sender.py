"""Who our mails are from. The organization is kept in a room above, so `app.py` says whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.mailer.values import Sender

if TYPE_CHECKING:
    from collections.abc import Callable

_ask: Callable[[], Sender] = Sender


def come_from(source: Callable[[], Sender]) -> None:
    """Ask `source` for the sender whenever a mail is built."""
    global _ask  # noqa: PLW0603 - there is one organization in a process
    _ask = source


def current() -> Sender:
    """The name and reply address that mails carry now."""
    return _ask()
