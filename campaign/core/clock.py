"""The one place that asks for the time."""

from __future__ import annotations

from datetime import UTC, datetime

_set: datetime | None = None


def now() -> datetime:
    """The time, aware, in UTC."""
    return _set or datetime.now(UTC)


def hour_of(moment: datetime) -> datetime:
    """The beginning of the hour, in UTC, that the moment is in."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def set_to(moment: datetime) -> None:
    """Stop the clock at `moment`, which must be aware: for tests."""
    global _set  # noqa: PLW0603 - there is one clock in a process
    _set = moment.astimezone(UTC)


def run() -> None:
    """Let the clock go on after `set_to`."""
    global _set  # noqa: PLW0603 - there is one clock in a process
    _set = None
