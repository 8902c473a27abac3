r"""What an entry of the log is, byte for byte.

An entry is 33 bytes, and these bytes are what RFC 6962's leaf hash is taken of:

    signature   0x01 || commitment (32 bytes)
    removal     0x02 || 24 zero bytes || index of the entry that is taken back (8 bytes, big-endian)

    commitment = SHA-256("statement-campaigns/log/v1\nsignature\n" || origin || "\n" || secret)

The secret is 32 random bytes that were drawn for this entry alone, and the origin is the first line of the
log's checkpoints, in UTF-8: it names the campaign and holds no line feed. So a commitment says nothing about
who signed or when, and without the secret nobody can tell whose it is; whoever has the secret can show that
one entry is hers, and no entry of another campaign. When a signature is withdrawn or taken out the secret is
destroyed, and a removal names its entry: entries of signatures less removals is the number.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

LENGTH = 33
SIGNATURE, REMOVAL = b"\x01", b"\x02"
SECRET_LENGTH = 32
DOMAIN = b"statement-campaigns/log/v1\nsignature\n"
_ZEROS = bytes(24)


class NotALog(Refused):
    """Entries that no log of ours can hold."""


def commitment(origin: str, secret: bytes) -> bytes:
    """The 32 bytes that stand for one signature of the log `origin`."""
    return hashlib.sha256(DOMAIN + origin.encode() + b"\n" + secret).digest()


def signature(origin: str, secret: bytes) -> bytes:
    """The entry of a signature."""
    return SIGNATURE + commitment(origin, secret)


def removal(index: int) -> bytes:
    """The entry that takes back the one at `index`."""
    return REMOVAL + _ZEROS + index.to_bytes(8, "big")


def removed_by(entry: bytes) -> int | None:
    """The index that an entry takes back, or None if it is no removal."""
    return int.from_bytes(entry[25:], "big") if entry[:25] == REMOVAL + _ZEROS else None


@dataclass(slots=True)
class Tally:
    """Counts entries as they come, the first first."""

    number: int = 0
    _standing: bytearray = field(default_factory=bytearray)

    @property
    def size(self) -> int:
        """How many entries have come."""
        return len(self._standing)

    def add(self, entry: bytes) -> None:
        """Count one more; raises `NotALog` if it is neither, or takes back what does not stand."""
        index = removed_by(entry)
        if index is None and (len(entry) != LENGTH or entry[:1] != SIGNATURE):
            message = _("Entry %(index)s of the log is neither a signature nor a removal.", index=self.size)
            raise NotALog(message)
        if index is None:
            self.number += 1
            self._standing.append(1)
            return
        if not self.stands(index):
            message = _(
                "Entry %(index)s of the log takes back entry %(other)s, where no signature stands.",
                index=self.size,
                other=index,
            )
            raise NotALog(message)
        self.number -= 1
        self._standing[index] = 0
        self._standing.append(0)

    def stands(self, index: int) -> bool:
        """Whether the entry at `index` is a signature that was not taken back."""
        return index < self.size and bool(self._standing[index])
