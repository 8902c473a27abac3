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


def hand(statement: Statement, further: int = 0) -> Hand:
    """The hand of whoever is signed in; `further` changes were made since the form was sent."""
    seen = number("seen")
    fixed = [item_id for item_id, one in campaigns.of_statement(statement).items() if one.is_public]
    seen = None if seen is None else seen + further
    return Hand(account_id=current_user.id, seen=seen, fixed=fixed)


def number(field: str) -> int | None:
    """A number in a field that no person fills in; None if it holds none."""
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else None
