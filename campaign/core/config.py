"""The configuration: one frozen object, read once from the environment and nowhere else."""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args
from urllib.parse import urlsplit

from campaign.core import secrets_file
from campaign.core.bucket_url import BucketUrl
from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

Environment = Literal["development", "production"]
Network = IPv4Network | IPv6Network

DEFAULT_BASE_URL = "http://127.0.0.1:8000"
MARK = "environment"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How this installation runs; the names are those of the environment without `CAMPAIGN_`."""

    data: Path
    database_url: str
    env: Environment | None
    secret_key: str
    data_keys: tuple[bytes, ...]
    index_key: bytes
    signing_key: bytes
    base_url: str
    fonts: tuple[Path, ...] = ()
    mail_url: str
    jobs_url: str
    files_url: str
    rate_limits: bool = True
    trusted_proxies: tuple[Network, ...] = ()

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Config:
        """The configuration that `environ` (default: the process's own) describes.

        Raises `NotConfigured` with the name of the variable that is missing or wrong.
        """
        given = {k: v for k, v in (os.environ if environ is None else environ).items() if v != ""}
        data = Path(given.get("CAMPAIGN_DATA", "data")).absolute()
        env = _environment(given.get("CAMPAIGN_ENV"), data)
        secrets = _secrets(given, env, data)
        config = cls(
            data=data,
            database_url=given.get("CAMPAIGN_DATABASE_URL", f"sqlite:///{data / 'campaign.sqlite'}"),
            env=env,
            secret_key=secrets["CAMPAIGN_SECRET_KEY"],
            data_keys=_keys(secrets["CAMPAIGN_DATA_KEYS"]),
            index_key=_key("CAMPAIGN_INDEX_KEY", secrets["CAMPAIGN_INDEX_KEY"]),
            signing_key=_key("CAMPAIGN_SIGNING_KEY", secrets["CAMPAIGN_SIGNING_KEY"]),
            base_url=given.get("CAMPAIGN_BASE_URL", DEFAULT_BASE_URL).rstrip("/"),
            fonts=tuple(Path(p) for p in given.get("CAMPAIGN_FONTS", "").split(os.pathsep) if p),
            mail_url=given.get("CAMPAIGN_MAIL_URL", f"maildir:{data / 'mail'}"),
            jobs_url=given.get("CAMPAIGN_JOBS_URL", f"sqlite:///{data / 'jobs.sqlite'}"),
            files_url=given.get("CAMPAIGN_FILES_URL", f"file:{data / 'files'}"),
            rate_limits=_switch("CAMPAIGN_RATE_LIMITS", given.get("CAMPAIGN_RATE_LIMITS", "on")),
            trusted_proxies=_networks("CAMPAIGN_TRUSTED_PROXIES", given.get("CAMPAIGN_TRUSTED_PROXIES", "")),
        )
        config.refuse_what_is_unsafe()
        return config

    @property
    def is_production(self) -> bool:
        """Whether real people's names are kept here."""
        return self.env == "production"

    @property
    def database_is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.database_url.startswith("sqlite")

    @property
    def holds_a_site(self) -> bool:
        """Whether a database is there, or somewhere else, that this program may not take for a new one."""
        path = Path(self.database_url.removeprefix("sqlite:///"))
        return path.exists() if self.database_is_sqlite else True

    @property
    def mail_folder(self) -> Path | None:
        """The Maildir that mail goes to, or None where it is sent by SMTP."""
        return Path(self.mail_url.removeprefix("maildir:")) if self.mail_url.startswith("maildir:") else None

    @property
    def kept_data_keys(self) -> tuple[bytes, ...]:
        """The data keys that lie in the data folder now, if this process has its own from there."""
        there = (self.data / secrets_file.FILE).exists()
        keys = _keys(secrets_file.kept_in(self.data)["CAMPAIGN_DATA_KEYS"]) if there else ()
        return keys if set(keys) & set(self.data_keys) else ()

    def refuse_what_is_unsafe(self) -> None:
        """Raise `NotConfigured` where the values do not go together."""
        if not _is_web_address(self.base_url):
            message = _("CAMPAIGN_BASE_URL must begin with http:// or https:// and name a host.")
            raise NotConfigured(message)
        if not self.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
            message = _("CAMPAIGN_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
            raise NotConfigured(message)
        if not self.mail_url.startswith(("maildir:", "smtp://", "smtps://")):
            raise NotConfigured(_("CAMPAIGN_MAIL_URL must begin with maildir:, smtp:// or smtps://."))
        if not self.jobs_url.startswith(("sqlite:///", "postgresql", "redis://", "rediss://")):
            raise NotConfigured(_("CAMPAIGN_JOBS_URL must begin with sqlite:///, postgresql:// or redis://."))
        if not self.files_url.startswith("file:"):
            BucketUrl.parse(self.files_url)
        if self.is_production:
            self._refuse_in_production()

    def _refuse_in_production(self) -> None:
        if len(self.secret_key) < KEY_BYTES:
            message = _(
                "In production CAMPAIGN_SECRET_KEY must have %(count)s characters or more.", count=KEY_BYTES
            )
            raise NotConfigured(message)
        if self.mail_folder:
            raise NotConfigured(_("In production CAMPAIGN_MAIL_URL must be an smtp:// or smtps:// address."))
        if not self.rate_limits:
            raise NotConfigured(_("In production CAMPAIGN_RATE_LIMITS cannot be off."))
        if not self.base_url.startswith("https://"):
            raise NotConfigured(_("In production CAMPAIGN_BASE_URL must be set and begin with https://."))


def said_environment() -> Environment | None:
    """What CAMPAIGN_ENV or the data folder says, before anything is made in it."""
    data = Path(os.environ.get("CAMPAIGN_DATA") or "data").absolute()
    return _environment(os.environ.get("CAMPAIGN_ENV") or None, data)


_current: Config | None = None


def use(config: Config) -> None:
    """Make `config` the one of this process."""
    global _current  # noqa: PLW0603 - one process serves one installation
    _current = config


def current() -> Config:
    """The configuration in use.

    Raises `NotConfigured` before `use` was called.
    """
    if _current is None:
        raise NotConfigured(_("The application was not started: no configuration is in use."))
    return _current


def look_for_new_data_keys() -> None:
    """Take up the data keys that lie in the data folder now, if this process has its own from there."""
    if keys := current().kept_data_keys:
        use(replace(current(), data_keys=keys))


def for_child(config: Config) -> dict[str, str]:
    """The environment for a process of the same installation, started from this one."""
    said = {"CAMPAIGN_DATA": str(config.data), "CAMPAIGN_BASE_URL": config.base_url}
    return {**os.environ, **said, **({"CAMPAIGN_ENV": config.env} if config.env else {})}


def mark_as_development(data: Path) -> None:
    """Note in the data folder that it is for trying out, so that later commands need no CAMPAIGN_ENV."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MARK).write_text("development\n")


def _environment(given: str | None, data: Path) -> Environment | None:
    mark = data / MARK
    value = given or (mark.read_text().strip() if mark.exists() else None)
    if value is None:
        return None
    if value in get_args(Environment):
        return cast("Environment", value)
    raise NotConfigured(_("CAMPAIGN_ENV is %(value)s: set it to development or production.", value=value))


def _secrets(given: Mapping[str, str], env: Environment | None, data: Path) -> dict[str, str]:
    found = {name: given[name] for name in secrets_file.NAMES if name in given}
    missing = [name for name in secrets_file.NAMES if name not in found]
    if not missing:
        return found
    if env == "production":
        raise NotConfigured(
            _(
                "%(names)s must be set in production. `campaign privacy new-keys` prints a set.",
                names=", ".join(missing),
            )
        )
    return secrets_file.kept_in(data) | found


def _keys(text: str) -> tuple[bytes, ...]:
    return tuple(_key("CAMPAIGN_DATA_KEYS", part) for part in text.split(","))


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        message = _(
            "%(name)s must hold 32 bytes in URL-safe base 64. `campaign privacy new-keys` prints a set.",
            name=name,
        )
        raise NotConfigured(message)
    return key


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _switch(name: str, value: str) -> bool:
    if value not in {"on", "off"}:
        raise NotConfigured(_("%(name)s must be on or off, not %(value)s.", name=name, value=value))
    return value == "on"


def _networks(name: str, text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        message = _("%(name)s must hold networks such as 10.0.0.0/8, parted by commas.", name=name)
        raise NotConfigured(message) from error
