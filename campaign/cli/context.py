"""The app for the commands that need it. The app stands above this floor, so it is provided from there."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from campaign.core.config import Config

    MakeApp = Callable[[Config | None], Flask]

P = ParamSpec("P")
R = TypeVar("R")

_provided: list[MakeApp] = []


def provide(make: MakeApp) -> None:
    """Say how the app is made, once per process; nothing is imported until a command needs it."""
    _provided[:] = [make]


def make_app(config: Config | None = None) -> Flask:
    """The app for `config`, by default the environment's."""
    return _provided[0](config)


def with_app_for_reading(command: Callable[P, R]) -> Callable[P, R]:
    """Like `with_app`, for a command that changes nothing: nobody has to wait for it to write."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from campaign.core.db import only_reading  # noqa: PLC0415 - SQLAlchemy takes long to import

        with only_reading():
            return command(*args, **kwargs)

    return with_app(wrapped)


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command inside the app: with its configuration and its database."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from flask import has_app_context  # noqa: PLC0415 - commands without the app start without Flask

        if has_app_context():
            return command(*args, **kwargs)
        with make_app().app_context():
            return command(*args, **kwargs)

    return wrapped
