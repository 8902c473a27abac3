"""The files that the log is checked with: receipts, comparisons of two checkpoints, and pages of entries."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _
from campaign.signatures.log import entries, tree
from campaign.signatures.log.notes import Key, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from campaign.signatures.log.notes import Head

RECEIPT, COMPARISON = "statement-campaigns/receipt/v1", "statement-campaigns/comparison/v1"
WARNING = (
    "Keep this file to yourself: whoever holds it can see that its owner signed, and for what."
    " It proves that this signature is in the log."
)
# How many entries, and how many checkpoints, one page holds.
ENTRIES_A_PAGE, NOTES_A_PAGE = 4096, 500
# A proof has a hash for each level of the tree, and one more.
LONGEST_PROOF = 65


class ProofRefused(Refused):
    """A file that proves nothing: damaged, made up, or of another log."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves that one's entry is in the log: its secret, its index, the audit path and a checkpoint.

    `checkpoint` is a signed note, `key` the public key that signed it.
    """

    secret: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    key: str

    @property
    def as_json(self) -> str:
        """The file that its owner gets; bytes are in base 64."""
        said = asdict(self) | {"secret": _encoded(self.secret), "path": [_encoded(one) for one in self.path]}
        return _json({"kind": RECEIPT, "warning": WARNING, **said})

    @classmethod
    def parse(cls, said: dict[str, Any]) -> Receipt:
        """The receipt in the JSON object of a file; raises `ProofRefused`."""
        secret, index, path = _bytes(said.get("secret")), said.get("index"), _hashes(said.get("path"))
        if type(index) is not int or len(secret) != entries.SECRET_LENGTH:
            raise _damaged()
        return cls(secret, index, path, _text(said.get("checkpoint")), _text(said.get("key")))

    def check(self, keys: Sequence[Key] = ()) -> tuple[Head, Key]:
        """The checkpoint that it leads to, and the key that signed it: one of `keys`, by default its own.

        Raises `NoteRefused`, and `ProofRefused` where the entry is not in the tree of the checkpoint.
        """
        head, key = opened(self.checkpoint, keys or (Key.parse(self.key),))
        leaf = tree.leaf_hash(self.entry(head.origin))
        if tree.root_of_inclusion(leaf, self.index, head.size, self.path) != head.root:
            raise ProofRefused(
                _("This receipt proves nothing: its entry is not in the log that its checkpoint was made of.")
            )
        return head, key

    def entry(self, origin: str) -> bytes:
        """Its entry in the log `origin`."""
        return entries.signature(origin, self.secret)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What proves that a log only grew between two checkpoints (signed notes); `keys` signed them."""

    old: str
    new: str
    proof: tuple[bytes, ...]
    keys: tuple[str, ...]

    @property
    def as_json(self) -> str:
        """The file that is published; hashes are in base 64."""
        said = asdict(self) | {"proof": [_encoded(one) for one in self.proof]}
        return _json({"kind": COMPARISON, **said})

    @classmethod
    def parse(cls, said: dict[str, Any]) -> Comparison:
        """The comparison in the JSON object of a file; raises `ProofRefused`."""
        keys = said.get("keys")
        if not isinstance(keys, list):
            raise _damaged()
        old, new = _text(said.get("old")), _text(said.get("new"))
        return cls(old, new, _hashes(said.get("proof")), tuple(_text(key) for key in keys))

    def check(self, keys: Sequence[Key] = ()) -> tuple[Head, Head, Key]:
        """Both checkpoints and the key that signed the newer one: one of `keys`, by default of its own.

        Raises `NoteRefused`, and `ProofRefused` where the newer does not hold all that the older held.
        """
        known = keys or tuple(Key.parse(key) for key in self.keys)
        (old, _key), (new, key) = opened(self.old, known), opened(self.new, known)
        if old.origin != new.origin:
            message = _("The two checkpoints are of different logs: %(old)s and %(new)s.")
            raise ProofRefused(message % {"old": old.origin, "new": new.origin})
        if not tree.is_consistent((old.size, old.root), (new.size, new.root), self.proof):
            raise ProofRefused(
                _("The newer checkpoint does not hold all that the older one held: entries were changed.")
            )
        return old, new, key


def read(text: str) -> Receipt | Comparison:
    """The receipt or comparison in a file; raises `ProofRefused`."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error
    match said:
        case {"kind": "statement-campaigns/receipt/v1"}:
            return Receipt.parse(said)
        case {"kind": "statement-campaigns/comparison/v1"}:
            return Comparison.parse(said)
    raise _damaged()


def together(notes: Iterable[str]) -> str:
    """Signed notes one after the other, with a blank line between them."""
    return "\n".join(notes)


def split(text: str) -> list[str]:
    """The notes that `together` wrote; raises `ProofRefused`."""
    parts = text.removesuffix("\n").split("\n\n") if text else []
    if len(parts) % 2:
        raise _damaged()
    return [f"{said}\n\n{signature}\n" for said, signature in zip(parts[::2], parts[1::2], strict=True)]


def page(origin: str, start: int, some: Iterable[bytes]) -> str:
    """Entries from `start` on: the origin, where they begin, a blank line, an entry a line in base 64."""
    return "\n".join((origin, f"from {start}", "", *map(_encoded, some), ""))


def read_page(text: str) -> tuple[str, int, list[bytes]]:
    """Origin, start and entries of what `page` wrote; raises `ProofRefused`."""
    head, blank, body = text.partition("\n\n")
    origin, _line, start = head.partition("\nfrom ")
    if not blank or not start.isascii() or not start.isdecimal() or len(start) > 18 or "\n" in origin:  # noqa: PLR2004 - what a database counts to
        raise _damaged()
    found = [_bytes(line) for line in body.splitlines()]
    if any(len(entry) != entries.LENGTH for entry in found):
        raise _damaged()
    return origin, int(start), found


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _text(said: object) -> str:
    if not isinstance(said, str):
        raise _damaged()
    return said


def _bytes(said: object) -> bytes:
    try:
        return base64.b64decode(_text(said), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged() from error


def _hashes(said: object) -> tuple[bytes, ...]:
    if not isinstance(said, list) or len(said) > LONGEST_PROOF:
        raise _damaged()
    found = tuple(map(_bytes, said))
    if any(len(one) != tree.HASH_LENGTH for one in found):
        raise _damaged()
    return found


def _damaged() -> ProofRefused:
    return ProofRefused(_("This file is no receipt, comparison or page of a log, or it is damaged."))
