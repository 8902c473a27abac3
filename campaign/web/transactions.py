"""Requests that change nothing open transactions that only read."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from flask import g, request

from campaign.core.db import only_reading

if TYPE_CHECKING:
    from flask import Flask


def install(app: Flask) -> None:
    """Tell the database, for the length of a request, whether it may write."""

    @app.before_request
    def begin() -> None:
        g.reading = ExitStack()
        g.reading.enter_context(only_reading(on=request.method in {"GET", "HEAD", "OPTIONS"}))

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if reading := g.pop("reading", None):
            reading.close()
