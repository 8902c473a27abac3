"""What an admin looks at first: accounts, the organization, and how the mail goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from campaign.accounts import queries as accounts
from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.mailer import queries as mailer
from campaign.mailer.values import State
from campaign.signatures.counting import queries as counting
from campaign.signatures.screening import queries as screening
from campaign.signatures.switches import queries as switches

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

home = Blueprint("home", __name__)


@home.get("/")
def index() -> ResponseReturnValue:
    """Where an admin goes from here, with the figures of each place."""
    everyone = accounts.everyone()
    counts = mailer.counts()
    return render_template(
        "admin/home/index.html",
        accounts=len(everyone),
        admins=len(accounts.active_admins()),
        invited=sum(account.is_invited for account in everyone),
        missing=campaigns.organization().missing,
        mails={state.value: counts[state] for state in State},
        rules=screening.count(),
        figures_off=[one.figure.label for one in switches.everything() if not one.is_on],
        differed=[campaign.title for campaign, last in counting.recounts() if last.differs],
        keeps_mail=config.current().mail_folder is not None,
    )
