"""Sessions are for the desk alone: a public answer is the same for everybody, and says nothing of cookies.

Whoever looks into a session makes Flask say `Vary: Cookie`, and extensions look into it on every request. So
public pages are given one that is empty and cannot be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask.sessions import SecureCookieSessionInterface

from campaign.web.headers import WITH_SESSION

if TYPE_CHECKING:
    from flask import Flask, Request
    from flask.sessions import SessionMixin


class DeskSessions(SecureCookieSessionInterface):
    """Flask's own sessions, in a signed cookie, for the paths that have them."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """The session of the desk, or an empty one."""
        if request.path.startswith(WITH_SESSION):
            return super().open_session(app, request)
        return self.make_null_session(app)


def install(app: Flask) -> None:
    """Give sessions to the desk of `app` and to nobody else."""
    app.session_interface = DeskSessions()
