"""The task that a page sets when a campaign asks for proof of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from campaign.signatures.screening import proof

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

proving = Blueprint("proving", __name__)


@proving.get("/c/<slug>/challenge")
def challenge(slug: str) -> ResponseReturnValue:
    """A new challenge for this campaign, each time another; it asks no database, and tells nothing."""
    answer = jsonify(proof.challenge(slug))
    answer.headers["Cache-Control"] = "no-store"
    return answer
