"""Secrets that development and the demo make for themselves, kept in the data folder."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from typing import TYPE_CHECKING

from campaign.core import files
from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

FILE = "secrets.json"
SIGNING = "CAMPAIGN_SIGNING_KEY"
NAMES = ("CAMPAIGN_SECRET_KEY", "CAMPAIGN_DATA_KEYS", "CAMPAIGN_INDEX_KEY", SIGNING)


def new_secrets() -> dict[str, str]:
    """A fresh set, by the names of the environment: 32 random bytes each, in URL-safe base 64."""
    return {name: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() for name in NAMES}


def kept_in(folder: Path) -> dict[str, str]:
    """The secrets of this data folder, made on first use with mode 600.

    Two processes that start together agree, for only one can make the file. Raises `NotConfigured` if it
    is damaged.
    """
    path = folder / FILE
    if not path.exists():
        files.write_whole(path, _as_json(new_secrets()), keep_old=True)
    try:
        kept: dict[str, str] = json.loads(path.read_text())
        if SIGNING not in kept:
            kept[SIGNING] = _made_from(str(kept["CAMPAIGN_INDEX_KEY"]))
        return {name: str(kept[name]) for name in NAMES}
    except (ValueError, TypeError, LookupError) as error:
        message = _("%(file)s is damaged: bring it back from a backup.", file=path)
        raise NotConfigured(message) from error


def replace(folder: Path, changed: dict[str, str]) -> None:
    """Write `changed` over the kept secrets, whole or not at all."""
    files.write_whole(folder / FILE, _as_json(kept_in(folder) | changed))


def _made_from(index_key: str) -> str:
    """The signing key of a folder that is older than signing: made of what never changes, so all agree."""
    return base64.urlsafe_b64encode(hmac.digest(index_key.encode(), SIGNING.encode(), "sha256")).decode()


def _as_json(values: dict[str, str]) -> list[bytes]:
    return [json.dumps(values, indent=1).encode()]
