"""An address with a NUL in it leads nowhere: PostgreSQL takes no such text, not even to look for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request

if TYPE_CHECKING:
    from flask import Flask

NUL = "\0"


def install(app: Flask) -> None:
    """Answer such a request with 404, before anything looks for what it names."""

    @app.before_request
    def refuse() -> None:
        if NUL in request.path or any(NUL in text for texts in request.args.listvalues() for text in texts):
            abort(404)
