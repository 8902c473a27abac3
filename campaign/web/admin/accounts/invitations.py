"""Invitations: a mail with a link under which its owner sets the password of a new account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_security.recoverable import generate_reset_password_token

from campaign.campaigns import queries as campaigns
from campaign.core import config, languages
from campaign.core.db import db
from campaign.mailer import services as mailer

if TYPE_CHECKING:
    from campaign.accounts.models import Account


def invite(account: Account) -> None:
    """Write the invitation into the outbox.

    Its link is that of a forgotten password: it lives as long as those do, and serves once.
    """
    token = generate_reset_password_token(account)  # type: ignore[no-untyped-call]  # Flask-Security's
    path = url_for("sign_in.reset_password", token=token)
    details = {
        "link": config.current().base_url + path,
        "organization": campaigns.organization().name,
        "role": account.role.label,
    }
    mailer.write("invitation", account.email, languages.current(), details)
    db.session.commit()
