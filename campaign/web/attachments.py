"""Files that a browser keeps, sent while they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, AnyStr

from flask import Response, stream_with_context

if TYPE_CHECKING:
    from collections.abc import Iterable


def attachment(pieces: Iterable[AnyStr], name: str, media_type: str) -> Response:
    """The answer that sends `pieces` as a file of this name."""
    response = Response(stream_with_context(iter(pieces)), content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
