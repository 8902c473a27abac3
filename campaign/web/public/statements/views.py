"""Statements as they are, with their campaign items marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for

from campaign.campaigns import queries as campaigns
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.signatures import queries as signatures
from campaign.statements import queries
from campaign.web.showing import number

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from campaign.campaigns.models import Campaign
    from campaign.statements.models import Statement

HEADINGS = frozenset({"title", "heading"})

statements = Blueprint("statements", __name__, url_prefix="/statements")


@statements.get("/")
def index() -> ResponseReturnValue:
    """The statements that have public campaigns."""
    found = [(statement, _public(statement)) for statement in queries.newest_first()]
    return render_template("public/statements/index.html", found=[pair for pair in found if pair[1]])


@statements.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """A whole statement, word for word."""
    statement = queries.by_slug(slug)
    public = _public(statement)
    if not public:
        raise NotFound(_("There is no statement at this address."))
    counts = signatures.counts([campaign.id for campaign in public])
    return render_template(
        "public/statements/show.html",
        statement=statement,
        campaigns=public,
        links={campaign.item.place: _link(campaign, counts.get(campaign.id, 0)) for campaign in public},
        headings=_headings(statement),
    )


def _public(statement: Statement) -> list[Campaign]:
    return [campaign for campaign in campaigns.of_statement(statement).values() if campaign.is_public]


def _link(campaign: Campaign, count: int) -> tuple[str, str]:
    url = url_for("public.campaigns.show", slug=campaign.slug)
    if not campaign.is_open:
        return url, _("The campaign for this item")
    if not count:
        return url, _("Sign this: be the first")
    return url, ngettext(
        "Sign this: %(shown)s person has", "Sign this: %(shown)s people have", count, shown=number(count)
    )


def _headings(statement: Statement) -> list[str]:
    """The lines of the statement that are set as headings."""
    blocks = (block for block in statement.blocks if block["kind"] in HEADINGS)
    lines = (line for block in blocks for line in statement.text[block["start"] : block["end"]].splitlines())
    return [line.strip() for line in lines if line.strip()]
