"""What every answer says about safety, and what pages behind a token say beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = (
    "default-src 'none'; "
    "style-src 'self'; "
    "script-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
WITH_TOKEN = ("/confirm/", "/mine/", "/unsubscribe/", "/sign-in/")
WITH_SESSION = ("/manage", "/admin", "/sign-in/")
NEVER_KEPT = (*WITH_TOKEN, "/manage", "/admin")


def install(app: Flask) -> None:
    """Add the headers to every answer of `app`."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        behind_token = request.path.startswith(WITH_TOKEN)
        referrer = "no-referrer" if behind_token else "strict-origin-when-cross-origin"
        response.headers.setdefault("Referrer-Policy", referrer)
        if behind_token:
            response.headers["X-Robots-Tag"] = "noindex"
        if request.path.startswith(NEVER_KEPT):
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
