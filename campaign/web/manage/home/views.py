"""The desk's first page: what needs somebody, then the campaigns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from flask_security import current_user

from campaign.campaigns.values import State
from campaign.core import config
from campaign.statements import queries as statements
from campaign.web.manage.campaigns.table import table
from campaign.web.manage.home.tasks import tasks

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

home = Blueprint("home", __name__)


@home.get("/")
def index() -> ResponseReturnValue:
    """What needs an organizer first, and all campaigns."""
    shown = table()
    return render_template(
        "manage/home/index.html",
        tasks=tasks(current_user),
        table=shown,
        states=list(State),
        keeps_mail=config.current().mail_folder is not None,
        has_statements=bool(not shown.is_empty or statements.newest_first()),
    )
