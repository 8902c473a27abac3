"""Signed tokens that say what they are for, and when they were made."""

from __future__ import annotations

import hmac
import json
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode, want_bytes
from itsdangerous.signer import SigningAlgorithm

from campaign.core import clock, config
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.core.macs import mac

if TYPE_CHECKING:
    from datetime import datetime


class TokenRefused(Refused):
    """A token that is damaged, made up, or made for something else."""


class TokenTooOld(TokenRefused):
    """A token that was right and has aged out."""

    status = 410


NEW = timedelta(0)


class _Signer(TimestampSigner):
    age = NEW

    def get_timestamp(self) -> int:
        return int((clock.now() - self.age).timestamp())

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        # As it is written, not what it stands for: the last letter has two bits to spare, and would be good
        # in four forms.
        return hmac.compare_digest(self.get_signature(value), want_bytes(sig))


class _Hmac(SigningAlgorithm):
    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return mac(key, value)


# Made once: `json.dumps` makes one for each value.
_AS_JSON = json.JSONEncoder(separators=(",", ":"))


class _Tokens(URLSafeTimedSerializer):
    age = NEW

    @cached_property
    def _own(self) -> _Signer:
        signer = _Signer(self.secret_keys, key_derivation="none", algorithm=_Hmac())
        signer.age = self.age
        return signer

    def make_signer(self, salt: str | bytes | None = None) -> _Signer:  # noqa: ARG002 - each purpose has one
        return self._own

    def dump_payload(self, obj: object) -> bytes:
        # What a token holds is too short for packing, and trying to pack it takes longer than all the rest.
        return base64_encode(_AS_JSON.encode(obj))


def make(purpose: str, payload: object, age: timedelta = NEW) -> str:
    """A token for `payload` (JSON values), good for `purpose` only, safe in a URL; it counts as so old."""
    return str(_tokens(config.current().secret_key, purpose, age).dumps(payload))


def read(token: str, purpose: str, max_age: timedelta) -> Any:  # noqa: ANN401 - JSON of the caller's own making
    """The payload of a token made for `purpose` within `max_age`.

    Raises `TokenTooOld` or `TokenRefused`.
    """
    return _read(token, purpose, max_age)[0]


def read_often(token: str, purpose: str, max_age: timedelta) -> tuple[Any, datetime]:
    """The payload of such a token, and when it was made, to the second; raises the same.

    For one that very many send, such as that of a page, and that is no secret: it is looked at once.
    """
    payload, made_at = _read_before(config.current().secret_key, token, purpose)
    age = int(clock.now().timestamp()) - made_at.timestamp()
    if not 0 <= age <= max_age.total_seconds():
        raise _too_old()
    return payload, made_at


def read_old(token: str, purpose: str) -> Any:  # noqa: ANN401 - JSON of the caller's own making
    """The payload of a token made for `purpose` at any time; raises `TokenRefused`.

    For what does nothing but lead to a token that is younger.
    """
    return _read(token, purpose, None)[0]


def _read(token: str, purpose: str, max_age: timedelta | None) -> tuple[Any, datetime]:
    try:
        payload, made_at = _tokens(config.current().secret_key, purpose).loads(
            token, max_age=int(max_age.total_seconds()) if max_age else None, return_timestamp=True
        )
    except SignatureExpired as error:
        raise _too_old() from error
    except (BadData, UnicodeError, ValueError, RecursionError) as error:
        message = _("This link is not complete. Please open it again from the mail, or copy all of it.")
        raise TokenRefused(message) from error
    return payload, made_at


@lru_cache(maxsize=256)
def _read_before(_secret_key: str, token: str, purpose: str) -> tuple[Any, datetime]:
    return _read(token, purpose, None)


def _too_old() -> TokenTooOld:
    return TokenTooOld(_("This link has expired. Please ask for a new one."))


@lru_cache(maxsize=64)
def _tokens(secret_key: str, purpose: str, age: timedelta = NEW) -> _Tokens:
    # The key of each purpose is derived once, as itsdangerous does for every token.
    made = _Tokens(hmac.digest(secret_key.encode(), f"campaign.{purpose}".encode(), "sha256"))
    made.age = age
    return made
