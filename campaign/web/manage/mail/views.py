"""The mails of a site that keeps them in a folder: for trying out, read here instead of in a mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from campaign.core import config
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.mailer.transports import maildir

if TYPE_CHECKING:
    from pathlib import Path

    from flask.typing import ResponseReturnValue

mail = Blueprint("mail", __name__, url_prefix="/mail")


@mail.get("/")
def index() -> ResponseReturnValue:
    """The newest mails."""
    return render_template("manage/mail/index.html", mails=maildir.list_messages(_folder()))


@mail.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """One mail, as text."""
    return render_template("manage/mail/show.html", mail=maildir.read(_folder(), key))


def _folder() -> Path:
    folder = config.current().mail_folder
    if folder is None:
        raise NotFound(_("This site sends its mail. It keeps none to be read here."))
    return folder
