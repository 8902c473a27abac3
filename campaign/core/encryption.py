"""Encryption of what is personal, with a ring of keys, and keyed hashes for equality.

Sealed bytes are: one byte of version, four that name the key, twelve of nonce, then AES-256-GCM's
output (NIST SP 800-38D). The label (a column's name) is authenticated with it, so that a value
moved to another column does not open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from campaign.core import config
from campaign.core.chance import random_bytes
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.core.macs import mac

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VERSION = b"\x01"
NAME, NONCE = 4, 12
HEAD = len(VERSION) + NAME + NONCE


class CannotOpen(Refused):
    """Sealed bytes that no key of the ring opens."""

    status = 500


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The data keys, newest first: the first one seals, all of them open."""

    keys: tuple[bytes, ...]

    def seal(self, content: bytes, label: str) -> bytes:
        """`content` encrypted with the newest key and bound to `label`."""
        nonce = random_bytes(NONCE)
        key = self.keys[0]
        return VERSION + name_of(key) + nonce + _cipher(key).encrypt(nonce, content, label.encode())

    def open(self, sealed: bytes, label: str) -> bytes:
        """What was sealed under `label`.

        Raises `CannotOpen` if its key is not in the ring, or the bytes or the label were changed.
        """
        for key in self.keys:
            if len(sealed) > HEAD and sealed.startswith(VERSION + name_of(key)):
                try:
                    return _cipher(key).decrypt(sealed[HEAD - NONCE : HEAD], sealed[HEAD:], label.encode())
                except InvalidTag as error:
                    message = _("A stored value was changed from outside and cannot be read.")
                    raise CannotOpen(message) from error
        message = _("A stored value cannot be read: CAMPAIGN_DATA_KEYS lacks the key it was written with.")
        raise CannotOpen(message)

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed this."""
        return sealed.startswith(VERSION + name_of(self.keys[0]))


@lru_cache(maxsize=64)
def name_of(key: bytes) -> bytes:
    """Four bytes that name a key and say nothing about it."""
    return hashlib.sha256(b"name of " + key).digest()[:NAME]


def key_name(sealed: bytes) -> bytes:
    """The name of the key that sealed this."""
    return sealed[len(VERSION) : len(VERSION) + NAME]


def ring() -> KeyRing:
    """The ring of the configuration in use."""
    return KeyRing(config.current().data_keys)


def seal(text: str, label: str) -> bytes:
    """`text` sealed with the newest key under `label`."""
    return ring().seal(text.encode(), label)


def unseal(sealed: bytes, label: str) -> str:
    """What `seal` sealed; raises `CannotOpen`."""
    return open_sealed(sealed, label).decode()


def open_sealed(sealed: bytes, label: str) -> bytes:
    """What was sealed under `label` with a key of the ring in use; raises `CannotOpen`.

    A key that was put into the data folder after this process began is found there.
    """
    try:
        return ring().open(sealed, label)
    except CannotOpen:
        config.look_for_new_data_keys()
        return ring().open(sealed, label)


def opener(label: str) -> Callable[[Iterable[bytes | None]], list[str]]:
    """A function that opens what was sealed under `label`, very many values at once: none is an empty text.

    It raises what `unseal` raises.
    """
    bound, begins = label.encode(), len(VERSION + bytes(NAME))
    ciphers = {VERSION + name_of(key): _cipher(key).decrypt for key in config.current().data_keys}

    def opened(sealed: bytes) -> str:
        decrypt = ciphers.get(sealed[:begins])
        if decrypt is None:
            return unseal(bytes(sealed), label)
        try:
            return decrypt(sealed[begins:HEAD], sealed[HEAD:], bound).decode()
        except InvalidTag:
            return unseal(bytes(sealed), label)

    return lambda values: ["" if sealed is None else opened(sealed) for sealed in values]


def keyed_hash(text: str, purpose: str) -> bytes:
    """32 bytes that are equal for equal texts and tell nothing without the index key (HMAC-SHA-256)."""
    return mac(config.current().index_key, f"{purpose}\0{text}".encode())


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
