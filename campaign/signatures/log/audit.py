"""Going through a log from its first entry, with what its checkpoints say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.signatures.log.entries import Tally
from campaign.signatures.log.notes import TIME
from campaign.signatures.log.published import ProofRefused, Receipt
from campaign.signatures.log.tree import Growing, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.signatures.log.notes import Head


class Audit:
    """Takes the entries of the log `origin`, and holds each checkpoint against them at its size."""

    def __init__(self, origin: str, heads: Iterable[Head]) -> None:
        self.origin = origin
        self._heads = sorted(heads, key=lambda head: head.size, reverse=True)
        if strange := next((head for head in self._heads if head.origin != origin), None):
            message = _("The checkpoint is of another log: %(other)s, not %(origin)s.")
            raise ProofRefused(message % {"other": strange.origin, "origin": origin})
        self._tree = Growing()
        self._tally = Tally()
        self._wanted: dict[int, bytes] = {}
        self._compare()

    @property
    def size(self) -> int:
        """How many entries have come."""
        return self._tally.size

    @property
    def removals(self) -> int:
        """How many of them are removals."""
        return (self.size - self._tally.number) // 2

    def look_for(self, receipt: Receipt) -> None:
        """Compare the entry of a receipt when it comes."""
        self._wanted[receipt.index] = receipt.entry(self.origin)

    def add(self, entries: Iterable[bytes]) -> None:
        """Take what follows; raises `NotALog`, and `ProofRefused` where a checkpoint says something else."""
        for entry in entries:
            wanted = self._wanted.get(self.size)
            if wanted is not None and wanted != entry:
                message = _("The entry of the receipt is not in the log: another stands at %(index)s.")
                raise ProofRefused(message % {"index": self.size})
            self._tally.add(entry)
            self._tree.add(leaf_hash(entry))
            if self._heads and self._heads[-1].size == self.size:
                self._compare()

    def stands(self, receipt: Receipt) -> bool:
        """Whether the entry of the receipt was not taken back; raises `ProofRefused` if it did not come."""
        if receipt.index >= self.size:
            raise ProofRefused(_("The log that was given ends before the entry of the receipt."))
        return self._tally.stands(receipt.index)

    def finish(self) -> None:
        """Raise `ProofRefused` if a checkpoint covers entries that did not come."""
        if self._heads:
            head = self._heads[0]
            message = _("The log has %(size)s entries, but the checkpoint of %(time)s was made of %(more)s.")
            raise ProofRefused(message % {"size": self.size, "time": _time(head), "more": head.size})

    def _compare(self) -> None:
        while self._heads and self._heads[-1].size == self.size:
            head = self._heads.pop()
            if head.root != self._tree.root:
                message = _("Entries were changed, dropped or put in before the checkpoint of %(time)s.")
                raise ProofRefused(message % {"time": _time(head)})
            if head.number != self._tally.number:
                message = _(
                    "The checkpoint of %(time)s says %(said)s signatures, its entries leave %(left)s."
                )
                said = {"time": _time(head), "said": head.number, "left": self._tally.number}
                raise ProofRefused(message % said)


def _time(head: Head) -> str:
    return head.time.strftime(TIME)
