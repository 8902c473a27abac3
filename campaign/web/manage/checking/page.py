"""The checking page itself: the statement at the left, its items at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from campaign.campaigns import queries as campaigns
from campaign.directory import queries as directory
from campaign.web.manage.checking.cards import checking
from campaign.web.manage.checking.history import history
from campaign.web.manage.checking.passages import label_of, passages

if TYPE_CHECKING:
    from campaign.statements.models import Statement
    from campaign.web.manage.checking.cards import Sent


def page_of(statement: Statement, opened: str | None = None, sent: Sent | None = None) -> str:
    """The page, with the card of the item `opened` open; `sent` could not be taken and stands there again."""
    page = checking(statement, opened, sent)
    return render_template(
        "manage/checking/show.html",
        statement=statement,
        page=page,
        passages=passages(statement),
        label_of=label_of,
        history=history(statement),
        offices=directory.everyone(),
        missing=campaigns.organization().missing,
        sent=sent,
        opened=page.opened,
    )
