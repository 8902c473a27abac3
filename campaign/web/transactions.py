"""Requests that change nothing open transactions that only read; of those that do, a few at a time."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from flask import current_app, g, request

from campaign.core.db import only_reading
from campaign.core.few import Few
from campaign.core.together import THREADS

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")

READING = "only_reads"
# Threads of a process in which visitors confirm, correct and take back. Signatures are bounded where they are
# taken (`signatures.taking`); the rest of the threads are for pages, also while the database takes nothing.
VISITORS_WRITE: Final = THREADS // 4
VISITORS: Final = "public."


def reads(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that is posted to and changes nothing, such as a preview: nobody waits for it to write."""
    setattr(view, READING, True)
    return view


def install(app: Flask) -> None:
    """Tell the database, for the length of a request, whether it may write; before anything asks it."""
    writing = Few(VISITORS_WRITE)

    @app.before_request
    def begin() -> None:
        endpoint = request.endpoint or ""
        view = current_app.view_functions.get(endpoint)
        reading = request.method in {"GET", "HEAD", "OPTIONS"} or getattr(view, READING, False)
        g.transaction = ExitStack()
        g.transaction.enter_context(only_reading(on=reading))
        if not reading and endpoint.startswith(VISITORS):
            writing.enter()
            g.transaction.callback(writing.leave)

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if transaction := g.pop("transaction", None):
            transaction.close()
