"""What machines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from campaign.web.api.campaigns.views import campaigns

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add the addresses to `app`."""
    room = Blueprint("api", __name__)
    room.register_blueprint(campaigns)
    app.register_blueprint(room)
