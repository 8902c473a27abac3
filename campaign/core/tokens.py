"""Signed tokens that say what they are for, and when they were made."""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode, want_bytes
from itsdangerous.serializer import Serializer

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

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        # As it is written, not what it stands for: the last letter has two bits to spare, and would be good
        # in four forms.
        return hmac.compare_digest(self.get_signature(value), want_bytes(sig))


class _Tokens(URLSafeTimedSerializer):
    def dump_payload(self, obj: object) -> bytes:
        # What a token holds is too short for packing, and trying to pack it takes longer than all the rest.
        return base64_encode(Serializer.dump_payload(self, obj))


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


def _serializer(purpose: str) -> _Tokens:
    return _tokens(config.current().secret_key, purpose)


@lru_cache(maxsize=64)
def _tokens(secret_key: str, purpose: str) -> _Tokens:
    return _Tokens(
        secret_key,
        salt=f"campaign.{purpose}",
        signer=_Signer,
        signer_kwargs={"digest_method": "sha256", "key_derivation": "hmac"},
    )
