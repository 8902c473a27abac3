"""Checkpoints as signed notes, and the keys that sign them.

A checkpoint has the form of C2SP's tlog-checkpoint, in a signed note with an Ed25519 signature (c2sp.org,
signed-note and tlog-checkpoint), with two lines of our own behind its three:

    example.org/c/protect-refugees              the origin: which log this is
    1292                                        how many entries it has
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=   the root of RFC 6962's tree over them
    signatures 1284                             entries of signatures less removals
    time 2026-03-02T10:00:03Z                   when it was made

    — example.org Az3grlgtzPICa5OS8n…           who signed it

One key signs the checkpoints of all campaigns of a site, so that one key can be printed. Its name is the
site's host, with which each origin begins. It is told as a signed-note verifier key: name, key ID and public
key, apart by plus signs.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.signatures.log.tree import HASH_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

ED25519 = b"\x01"
ID_LENGTH, SIGNATURE_LENGTH = 4, 64
LARGEST = 10_000
MOST_SIGNATURES = 16
DASH = "\N{EM DASH} "
TIME = "%Y-%m-%dT%H:%M:%SZ"
# Sizes are written without leading zeroes, and are no larger than what a database counts to.
TEXT = re.compile(
    r"(?P<origin>[^\s+]{1,300})\n(?P<size>0|[1-9]\d{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"signatures (?P<number>0|[1-9]\d{0,17})\ntime (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\n",
    re.ASCII,
)


class NoteRefused(Refused):
    """A checkpoint or key that is damaged, or that the key did not sign."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, with the name that it signs by."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand before each of its signatures."""
        return hashlib.sha256(f"{self.name}\n".encode() + ED25519 + self.public).digest()[:ID_LENGTH]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> Key:
        """The key that `str()` wrote; raises `NoteRefused`."""
        name, _plus, rest = text.strip().partition("+")
        _id, _plus, encoded = rest.partition("+")
        public = _decoded(encoded)
        key = cls(name, public[1:])
        if public[:1] != ED25519 or len(key.public) != HASH_LENGTH or str(key) != text.strip() or not name:
            message = _(
                "%(key)s is no public key of a log. It has three parts with plus signs between them:"
                " copy all of it.",
                key=text.strip()[:80],
            )
            raise NoteRefused(message)
        return key


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: which log has how many entries, its root (32 bytes), the number, and when."""

    origin: str
    size: int
    root: bytes
    number: int
    time: datetime

    @property
    def text(self) -> str:
        """What is signed."""
        lines = (
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"signatures {self.number}",
            f"time {self.time.astimezone(UTC).strftime(TIME)}",
        )
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Head:
        """What the text of a checkpoint says; raises `NoteRefused`."""
        found = TEXT.fullmatch(text)
        root = _decoded(found["root"]) if found else b""
        try:
            time = datetime.strptime(found["time"], TIME).replace(tzinfo=UTC) if found else None
        except ValueError:
            time = None
        if found is None or time is None or len(root) != HASH_LENGTH:
            raise _damaged()
        return cls(found["origin"], int(found["size"]), root, int(found["number"]), time)


def key_of(seed: bytes, name: str) -> Key:
    """The public key to a secret one of 32 bytes (RFC 8032)."""
    return Key(name, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def signed(head: Head, seed: bytes, name: str) -> str:
    """The checkpoint as a note that the key `seed` has signed by the name `name`."""
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(head.text.encode())
    line = base64.b64encode(key_of(seed, name).id + signature).decode()
    return f"{head.text}\n{DASH}{name} {line}\n"


def opened(note: str, keys: Iterable[Key]) -> tuple[Head, Key]:
    """What a signed note says, and which of the keys signed it; raises `NoteRefused`."""
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or len(note) > LARGEST:
        raise _damaged()
    text += "\n"
    head = Head.parse(text)
    for line in lines.splitlines()[:MOST_SIGNATURES]:
        name, _blank, encoded = line.removeprefix(DASH).partition(" ")
        signature = _decoded(encoded)
        for key in keys:
            if line.startswith(DASH) and key.name == name and key.id == signature[:ID_LENGTH]:
                _check(key, signature[ID_LENGTH:], text)
                return head, key
    raise NoteRefused(
        _(
            "This checkpoint of %(origin)s is not signed with the key that was given. Compare the key with"
            " the one on the site's page and in its certificates.",
            origin=head.origin,
        )
    )


def _check(key: Key, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError) as error:
        message = _("The signature on this checkpoint is wrong: it was changed after it was signed.")
        raise NoteRefused(message) from error


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _damaged() -> NoteRefused:
    return NoteRefused(_("This is no checkpoint, or it is damaged. Please fetch it again."))
