"""The directory: looking through it, what has to be checked, a file of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, stream_with_context

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import State
from campaign.core import clock
from campaign.core.languages import gettext as _
from campaign.directory import queries, services
from campaign.directory.values import KINDS, STATUSES
from campaign.web import typed
from campaign.web.manage.directory import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

    from campaign.directory.models import Recipient

directory = Blueprint("directory", __name__, url_prefix="/directory")

SIZE = 25
# How an address of the web says "not checked for a year", beside the statuses.
STALE = "stale"


@dataclass(frozen=True, slots=True)
class Page:
    """Part of the list: its rows, and the keys by which the parts before and after it are asked for."""

    rows: list[Recipient]
    before: str | None = None
    after: str | None = None


@directory.get("/")
def index() -> ResponseReturnValue:
    """A page of the directory; with `open` the offices of published campaigns whose address is not sure."""
    today = clock.now().date()
    page = Page(_open()) if request.args.get("open") else _page()
    return render_template(
        "manage/directory/index.html",
        page=page,
        stale={recipient.key for recipient in page.rows if recipient.entry.is_stale(today)},
        stale_count=len(queries.stale(today)),
        is_narrowed=any(_said(name) for name in ("q", "code", "kind", "address")),
        here={name: value for name, value in request.args.items() if value},
        codes=[("", _("All states and bodies")), *wording.states(queries.codes())],
        kinds=[("", _("All kinds")), *wording.kinds()],
        addresses=[("", _("All addresses")), (STALE, _("not checked for a year")), *wording.statuses()],
    )


@directory.get("/directory.csv")
def export() -> ResponseReturnValue:
    """The whole directory as a file for a spreadsheet, which an import takes back."""
    response = Response(stream_with_context(_marked(services.export_csv())), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="directory.csv")
    return response


def _marked(lines: Iterator[str]) -> Iterator[str]:
    # Without this mark Excel takes the file for one in the old encoding of the machine.
    yield "\ufeff"
    yield from lines


def _page() -> Page:
    after, before = _said("after"), _said("before")
    address = _said("address")
    found = queries.page(
        _said("q"),
        after,
        SIZE + 1,
        before=before,
        code=_said("code"),
        kind=_one_of(KINDS, _said("kind")),
        status=_one_of(STATUSES, address),
        stale_on=clock.now().date() if address == STALE else None,
    )
    more = len(found) > SIZE
    if before:
        rows = found[-SIZE:]
        return Page(rows, rows[0].key if more else None, rows[-1].key if rows else None)
    rows = found[:SIZE]
    return Page(rows, rows[0].key if after and rows else None, rows[-1].key if more else None)


def _open() -> list[Recipient]:
    published = campaigns.in_order(State.PUBLISHED)
    offices = {row.recipient.key: row.recipient for campaign in published for row in campaign.recipients}
    return [offices[key] for key in sorted(offices) if offices[key].warning]


def _said(name: str) -> str:
    return typed.one_line(request.args.get(name))


def _one_of(words: tuple[str, ...], word: str) -> str:
    return word if word in words else ""
