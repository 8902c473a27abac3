"""The one place where the parts are wired together."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any, ClassVar

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from flask_security import MailUtil, Security
from flask_wtf.csrf import CSRFProtect

from campaign.accounts.models import datastore
from campaign.accounts.values import MAXIMUM_PASSWORD, MINIMUM_PASSWORD
from campaign.campaigns import queries as campaigns
from campaign.cli import context as command_line
from campaign.cli import groups
from campaign.core import clock, languages, logs, paths, rendering
from campaign.core import config as configuration
from campaign.core.config import Config
from campaign.core.db import db
from campaign.letters import jobs as letters_jobs
from campaign.mailer import jobs as mailer_jobs
from campaign.mailer import queries as mails
from campaign.mailer import sender
from campaign.mailer import services as mailer
from campaign.mailer.values import Sender
from campaign.signatures.counting import jobs as counting_jobs
from campaign.signatures.log import jobs as log_jobs
from campaign.signatures.retention import jobs as retention_jobs
from campaign.signatures.screening import jobs as screening_jobs
from campaign.signatures.sealing import jobs as sealing_jobs
from campaign.web import (
    base_url,
    bodies,
    context,
    errors,
    headers,
    nul,
    page_cache,
    sessions,
    showing,
    transactions,
    warm,
)
from campaign.web.admin import blueprint as admin
from campaign.web.api import blueprint as api
from campaign.web.manage import blueprint as manage
from campaign.web.public import blueprint as public
from campaign.web.public.signing import plain

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 6 * MEGABYTE
INVITATION_LIVES = timedelta(days=3)
A_DAY, RESETS_A_DAY = timedelta(days=1), 5
# A PostgreSQL that is gone without a word is given up in 3 s: where it does not take what is sent, where no
# answer comes, and where it cannot be reached (postgresql.org/docs/current/libpq-connect.html).
GIVES_UP = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3_000,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
# Flask-Security looks these up in its own catalogs, where they are not.
WRONG_SIGN_IN = "This address and this password do not go together. Please try again."
RESET_ON_ITS_WAY = "If there is an account with this address, a mail with a link is on its way to it."


def create_app(config: Config | None = None) -> Flask:
    """The whole site for `config`, by default the environment's.

    Raises `NotConfigured` with a sentence for whoever runs the site.
    """
    config = config or Config.load()
    configuration.use(config)
    logs.set_up()
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = Flask(
        "campaign",
        root_path=str(paths.PACKAGE),
        template_folder=str(paths.find("templates")),
        static_folder="static",
    )
    app.config.update(_settings(config))
    sessions.install(app)
    base_url.install(app, config.base_url)
    transactions.install(app)
    nul.install(app)
    plain.install(app)
    bodies.install(app)
    _wire_database(app)
    _wire_sign_in(app)
    CSRFProtect(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    rendering.speak_gettext(app.jinja_env)
    for room in (public, manage, admin, api):
        room.register(app)
    for part in (context, showing, headers, errors):
        part.install(app)
    for jobs in (
        counting_jobs,
        letters_jobs,
        log_jobs,
        mailer_jobs,
        retention_jobs,
        screening_jobs,
        sealing_jobs,
    ):
        jobs.register()
    sender.come_from(_sender)
    command_line.provide(create_app)
    groups.add_to(app.cli)
    page_cache.install(app)
    return app


def create_warm_app() -> Flask:
    """The whole site for the environment's configuration, ready for a rush: for a process of the server."""
    app = create_app()
    warm.up(app)
    return app


class OutboxMail(MailUtil):
    """Flask-Security's mails, written into the outbox as mails of our own."""

    KINDS: ClassVar = {
        "security/email/reset_instructions": "reset",
        "security/email/reset_notice": "reset-notice",
    }

    def send_mail(  # noqa: PLR0913, PLR0917 - Flask-Security's signature
        self,
        template: str,
        subject: str,  # noqa: ARG002
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],  # noqa: ARG002
        body: str | None,  # noqa: ARG002
        html: str | None,  # noqa: ARG002
        **values: Any,  # noqa: ANN401
    ) -> None:
        """Write the mail, and the worker sends it; of resets only so many a day, and nobody is told."""
        kind, account_id = self.KINDS[template], values["user"].id
        if kind == "reset" and mails.count_since(kind, account_id, clock.now() - A_DAY) >= RESETS_A_DAY:
            return
        details = {"link": values.get("reset_link", "")}
        mailer.write(kind, str(recipient), languages.current(), details, about=account_id)
        db.session.commit()


def _wire_database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(paths.find("migrations")), render_as_batch=True)


def _wire_sign_in(app: Flask) -> None:
    # Flask-Babel is here for Flask-Security's own words alone; ours come from `core.languages`.
    Babel(app, locale_selector=languages.current)
    Security(app, datastore, mail_util_cls=OutboxMail)
    # Accounts sign in by their page alone. By default a token is looked for in the address and, where it is
    # JSON, in the body of every request.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]


def _sender() -> Sender:
    organization = campaigns.organization()
    return Sender(organization.name, organization.contact or None)


def _settings(config: Config) -> dict[str, object]:
    secure = config.base_url.startswith("https://")
    salt = hmac.digest(config.secret_key.encode(), b"password salt", hashlib.sha256).hex()
    return {
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(config),
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_BLUEPRINT_NAME": "sign_in",
        "SECURITY_URL_PREFIX": "/sign-in",
        "SECURITY_LOGIN_URL": "/",
        "SECURITY_LOGOUT_URL": "/out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_RESET_URL": "/reset",
        "SECURITY_POST_LOGIN_VIEW": "/manage/",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_POST_RESET_VIEW": "/manage/",
        "SECURITY_LOGIN_USER_TEMPLATE": "sign_in/login.html",
        "SECURITY_FORGOT_PASSWORD_TEMPLATE": "sign_in/forgot_password.html",
        "SECURITY_RESET_PASSWORD_TEMPLATE": "sign_in/reset_password.html",
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_PASSWORD_WITHIN": INVITATION_LIVES,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": salt,
        "SECURITY_PASSWORD_LENGTH_MIN": MINIMUM_PASSWORD,
        "SECURITY_PASSWORD_LENGTH_MAX": MAXIMUM_PASSWORD,
        "SECURITY_MSG_GENERIC_AUTHN_FAILED": (WRONG_SIGN_IN, "error"),
        "SECURITY_MSG_GENERIC_RECOVERY": (RESET_ON_ITS_WAY, "info"),
        "SECURITY_MSG_PASSWORD_RESET_REQUEST": (RESET_ON_ITS_WAY, "info"),
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": secure,
    }


def _engine_options(config: Config) -> dict[str, object]:
    # What is bound to a statement may be somebody's name: no error shall quote it.
    common: dict[str, object] = {"hide_parameters": True, "pool_size": 20, "max_overflow": 20}
    if config.database_is_sqlite:
        return common
    return {**common, "pool_pre_ping": True, "connect_args": GIVES_UP}
