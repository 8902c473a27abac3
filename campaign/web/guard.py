"""Who is let in to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from flask_security import current_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.accounts.values import Role


def let_in(*roles: Role) -> ResponseReturnValue | None:
    """What somebody gets who is not signed in in one of `roles`; None for who is.

    A page that was asked for without signing in opens after it; a form that was sent is not sent again.
    """
    if not current_user.is_authenticated:
        there = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("sign_in.login", next=there))
    if current_user.role not in roles:
        abort(403)
    return None
