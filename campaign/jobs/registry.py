"""Which function does the job of a name, and who knows what was asked for and is not finished.

`app.py` fills both in: `handler("letters.write_part")(write_part)`, `sweep(unfinished_parts)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import structlog

from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _
from campaign.jobs import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Job = tuple[str, tuple[str, ...]]
    Handler = Callable[..., object]
    Sweep = Callable[[], Iterable[Job]]
    AnyHandler = TypeVar("AnyHandler", bound=Handler)

NAME = re.compile(r"[a-z]+\.[a-z][a-z_]*")

_handlers: dict[str, Handler] = {}
_sweeps: dict[Sweep, None] = {}
_log = structlog.get_logger(__name__)


def handler(name: str) -> Callable[[AnyHandler], AnyHandler]:
    """Let the function do the jobs of this name (`room.verb`); the last one that is named does them.

    It is given ids alone, and may be given the same ones again: it looks up what is still to do.
    Raises `ValueError` if the name has another form.
    """
    if not NAME.fullmatch(name):
        message = f"{name} is not of the form room.verb"
        raise ValueError(message)

    def register(function: AnyHandler) -> AnyHandler:
        _handlers[name] = function
        return function

    return register


def names() -> frozenset[str]:
    """The names of all jobs that can be done."""
    return frozenset(_handlers)


def run(name: str, *ids: str) -> None:
    """Do a job in this process, now; raises `NotConfigured` if no handler is known."""
    if name not in _handlers:
        raise NotConfigured(_("No part of this installation does the job %(name)s.", name=name))
    _handlers[name](*ids)


def sweep(function: Sweep) -> Sweep:
    """Let the function say, every half minute, which jobs were asked for and are neither done nor held.

    It gives (name, ids). Held is what a live worker has a lease on (see `leases`): leaving it out is
    the function's duty, and so is leaving out what has failed too often.
    """
    _sweeps[function] = None
    return function


def unfinished() -> Iterator[Job]:
    """What the sweeps give; one that fails is logged and does not hold up the others."""
    for function in _sweeps:
        try:
            yield from function()
        except Exception as error:  # noqa: BLE001 - whatever a room does wrong is that room's
            _log.error("a sweep failed", sweep=function.__qualname__, **failures.told(error))
