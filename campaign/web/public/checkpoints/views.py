"""What outsiders check a campaign's number with, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for

from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.core.languages import gettext as _
from campaign.signatures.log import published, queries, services
from campaign.signatures.log.published import ENTRIES_A_PAGE, NOTES_A_PAGE
from campaign.signatures.log.queries import NoSuchCheckpoint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

A_DAY = 24
# What is complete never changes.
FOR_GOOD = "public, max-age=31536000, immutable"
# What still grows is asked for anew, or a checkpoint would be newer than the entries under it.
STILL_GROWS = "public, no-cache"

checkpoints = Blueprint("checkpoints", __name__)


@checkpoints.get("/verify")
def about() -> ResponseReturnValue:
    """What the log proves and what not, how to check it, and the public key."""
    return render_template("public/checkpoints/about.html", key=services.public_key(), keys=_keys())


@checkpoints.get("/verify/keys.txt")
def keys() -> Response:
    """The public keys that sign here or have signed, one a line, the newest last."""
    return _text("".join(f"{key}\n" for key in _keys()), STILL_GROWS)


@checkpoints.get("/c/<slug>/checkpoints")
def index(slug: str) -> ResponseReturnValue:
    """The checkpoints of a campaign, newest first."""
    campaign = campaigns.public_by_slug(slug)
    found = queries.page(campaign.id, request.args.get("before", type=int), A_DAY + 1)
    return render_template(
        "public/checkpoints/index.html",
        campaign=campaign,
        address=config.current().base_url + url_for("public.campaigns.show", slug=slug),
        checkpoints=found[:A_DAY],
        key=services.public_key(),
        newest=queries.newest(campaign.id),
        older=found[A_DAY - 1].number if len(found) > A_DAY else None,
    )


@checkpoints.get("/c/<slug>/checkpoint")
def newest(slug: str) -> Response:
    """The last checkpoint, as it was signed."""
    found = queries.newest(campaigns.public_by_slug(slug).id)
    if found is None:
        raise NoSuchCheckpoint(_("The first checkpoint of this campaign is made within the hour."))
    return _text(found.note, STILL_GROWS)


@checkpoints.get("/c/<slug>/checkpoints/<int:number>")
def show(slug: str, number: int) -> Response:
    """One checkpoint, as it was signed."""
    return _text(queries.checkpoint(campaigns.public_by_slug(slug).id, number).note, FOR_GOOD)


@checkpoints.get("/c/<slug>/checkpoints/<int:old>/<int:new>")
def compare(slug: str, old: int, new: int) -> Response:
    """What proves that the log only grew from one checkpoint to another, as JSON."""
    found = queries.comparison(campaigns.public_by_slug(slug).id, old, new)
    return _for_programs(found.as_json, "application/json", FOR_GOOD)


@checkpoints.get("/c/<slug>/checkpoints/from/<int:first>")
def several(slug: str, first: int) -> Response:
    """Up to 500 checkpoints from this number on, as they were signed, the oldest first."""
    notes = queries.notes_from(campaigns.public_by_slug(slug).id, first, NOTES_A_PAGE)
    return _text(published.together(notes), FOR_GOOD if len(notes) == NOTES_A_PAGE else STILL_GROWS)


@checkpoints.get("/c/<slug>/log/<int:start>")
def entries(slug: str, start: int) -> Response:
    """Up to 4096 entries, from an index on that is a multiple of that, and under the last checkpoint."""
    log_id = campaigns.public_by_slug(slug).id
    log, last = queries.log_of(log_id), queries.newest(log_id)
    if log is None or last is None or start > last.size:
        raise NoSuchCheckpoint(_("The log has no entry at this place yet."))
    if start % ENTRIES_A_PAGE:
        message = _("A page of entries begins at a multiple of %(count)s.", count=ENTRIES_A_PAGE)
        raise NoSuchCheckpoint(message)
    end = min(start + ENTRIES_A_PAGE, last.size)
    page = published.page(log.origin, start, queries.entries_of(log_id, start, end))
    return _text(page, FOR_GOOD if end == start + ENTRIES_A_PAGE else STILL_GROWS)


def _keys() -> list[str]:
    now = str(services.public_key())
    return [*(key for key in queries.all_keys() if key != now), now]


def _text(content: str, kept: str) -> Response:
    return _for_programs(content, "text/plain", kept)


def _for_programs(content: str, kind: str, kept: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Cache-Control"] = kept
    answer.add_etag()
    answer.make_conditional(request)
    return answer
