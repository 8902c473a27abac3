"""The mails of a site that keeps them in a folder: for trying out, read here instead of in a mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template
from flask_security import current_user

from campaign.accounts.values import Role
from campaign.core import config
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.mailer import queries
from campaign.mailer.transports import maildir

if TYPE_CHECKING:
    from pathlib import Path

    from flask.typing import ResponseReturnValue

SIGNING_IN = ("invitation", "reset", "reset-notice")

mail = Blueprint("mail", __name__, url_prefix="/mail")


@mail.get("/")
def index() -> ResponseReturnValue:
    """The newest mails that the account may see."""
    mails = maildir.list_messages(_folder())
    hidden = _not_for_the_account([mail.key for mail in mails])
    return render_template("manage/mail/index.html", mails=[mail for mail in mails if mail.key not in hidden])


@mail.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """One mail, as text."""
    if _not_for_the_account([key]):
        raise NotFound(_("There is no such mail."))
    return render_template("manage/mail/show.html", mail=maildir.read(_folder(), key))


def _not_for_the_account(keys: list[str]) -> set[str]:
    """Mails whose link signs in: whoever could open an admin's would be one."""
    return set() if current_user.role is Role.ADMIN else queries.of_kinds(keys, SIGNING_IN)


def _folder() -> Path:
    folder = config.current().mail_folder
    if folder is None:
        raise NotFound(_("This site sends its mail. It keeps none to be read here."))
    return folder
