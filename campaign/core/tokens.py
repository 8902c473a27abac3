"""Signed tokens that say what they are for, and when they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from campaign.core import clock, config
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from datetime import timedelta


class TokenRefused(Refused):
    """A token that is damaged, made up, or made for something else."""


class TokenTooOld(TokenRefused):
    """A token that was right and has aged out."""

    status = 410


class _Signer(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def make(purpose: str, payload: object) -> str:
    """A token for `payload` (JSON values), good for `purpose` only, safe in a URL."""
    return str(_serializer(purpose).dumps(payload))


def read(token: str, purpose: str, max_age: timedelta) -> Any:  # noqa: ANN401 - JSON of the caller's own making
    """The payload of a token made for `purpose` within `max_age`.

    Raises `TokenTooOld` or `TokenRefused`.
    """
    try:
        return _serializer(purpose).loads(token, max_age=int(max_age.total_seconds()))
    except SignatureExpired as error:
        raise TokenTooOld(_("This link has expired. Please ask for a new one.")) from error
    except (BadData, UnicodeError, ValueError, RecursionError) as error:
        message = _("This link is not complete. Please open it again from the mail, or copy all of it.")
        raise TokenRefused(message) from error


def age_s(token: str, purpose: str) -> float:
    """Seconds since a token of this purpose was made, whatever its age; raises `TokenRefused`."""
    try:
        _payload, made_at = _serializer(purpose).loads(token, return_timestamp=True)
    except (BadData, UnicodeError, ValueError, RecursionError) as error:
        raise TokenRefused(_("This link is not complete.")) from error
    return float((clock.now() - made_at).total_seconds())


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        config.current().secret_key,
        salt=f"campaign.{purpose}",
        signer=_Signer,
        signer_kwargs={"digest_method": "sha256", "key_derivation": "hmac"},
    )
