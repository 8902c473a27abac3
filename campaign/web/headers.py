"""What every answer says about safety, and what pages behind a token say beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from campaign.core import config

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
ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
WITH_TOKEN = ("/confirm/", "/mine/", "/unsubscribe/", "/sign-in/")
WITH_SESSION = ("/manage", "/admin", "/sign-in/")
NEVER_KEPT = (*WITH_TOKEN, "/manage", "/admin")


def install(app: Flask) -> None:
    """Add the headers to every answer of `app`."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in said(request.path):
            response.headers.setdefault(name, value)
        if request.path.startswith(NEVER_KEPT):
            response.headers["Cache-Control"] = "no-store"
        return response


def said(path: str) -> list[tuple[str, str]]:
    """What an answer says to a request for `path`."""
    behind_token = path.startswith(WITH_TOKEN)
    lines = [
        *ALWAYS,
        ("Referrer-Policy", "no-referrer" if behind_token else "strict-origin-when-cross-origin"),
    ]
    if behind_token:
        lines.append(("X-Robots-Tag", "noindex"))
    # Requests are taken as made to the site's own address (`base_url`).
    if config.current().base_url.startswith("https:"):
        lines.append(("Strict-Transport-Security", "max-age=31536000"))
    return lines
