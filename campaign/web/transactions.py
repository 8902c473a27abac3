"""Requests that change nothing open transactions that only read."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flask import current_app, g, request

from campaign.core.db import only_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")

READING = "only_reads"


def reads(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that is posted to and changes nothing, such as a preview: nobody waits for it to write."""
    setattr(view, READING, True)
    return view


def install(app: Flask) -> None:
    """Tell the database, for the length of a request, whether it may write; before anything asks it."""

    @app.before_request
    def begin() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        reading = request.method in {"GET", "HEAD", "OPTIONS"} or getattr(view, READING, False)
        g.reading = ExitStack()
        g.reading.enter_context(only_reading(on=reading))

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if reading := g.pop("reading", None):
            reading.close()
