"""Sessions in signed cookies, for those who have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

if TYPE_CHECKING:
    from flask import Flask, Request


class Sessions(SecureCookieSessionInterface):
    """Flask's own, but without the keys that it works out for visitors who bring no cookie: nearly all."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds, or an empty session."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def install(app: Flask) -> None:
    """Let `app` keep its sessions so."""
    app.session_interface = Sessions()
