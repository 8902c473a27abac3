"""Whose hand is at work, and what a form says that it saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_security import current_user

from campaign.campaigns import queries as campaigns
from campaign.statements.checking.services import Hand

if TYPE_CHECKING:
    from campaign.statements.models import Statement

# The longest number that a form sends.
DIGITS = 9


def hand(statement: Statement) -> Hand:
    """The hand of whoever is signed in; a form that does not say what it saw has seen nothing."""
    return Hand(
        account_id=current_user.id,
        seen=number("seen") or 0,
        fixed=lambda: campaigns.public_items(statement),
    )


def number(field: str) -> int | None:
    """A number in a field that no person fills in; None if it holds none."""
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else None
