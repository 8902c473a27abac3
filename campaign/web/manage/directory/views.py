"""The directory of recipients, to be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import State
from campaign.directory import queries
from campaign.web import typed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.directory.models import Recipient

directory = Blueprint("directory", __name__, url_prefix="/directory")

SIZE = 25


@directory.get("/")
def index() -> ResponseReturnValue:
    """A page of the directory; with `open` the offices of published campaigns whose address is not sure."""
    search, after = typed.one_line(request.args.get("q")), typed.one_line(request.args.get("after"))
    found = _open() if request.args.get("open") else queries.page(search, after, SIZE + 1)
    more = len(found) > SIZE and not request.args.get("open")
    return render_template(
        "manage/directory/index.html",
        recipients=found[:SIZE] if more else found,
        next_after=found[SIZE - 1].key if more else None,
        is_first=not after,
    )


def _open() -> list[Recipient]:
    published = campaigns.in_order(State.PUBLISHED)
    offices = {row.recipient.key: row.recipient for campaign in published for row in campaign.recipients}
    return [offices[key] for key in sorted(offices) if offices[key].warning]
