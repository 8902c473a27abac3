"""How the hashes of a large tree are kept: in tiles of 256, of every eighth level.

Tile `number` of level `l` holds the nodes of the tree's level `8 * l` from index `256 * number` on, in the
manner of C2SP's tlog-tiles. What lies between is folded from at most 256 hashes when it is asked for. So n
more entries cost O(n) hashes and change one tile of each level beside the new ones, and a proof reads
O(log n) tiles: at five million entries three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.signatures.log.tree import HASH_LENGTH, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Place = tuple[int, int]
    Tile = Callable[[int, int], bytes]

HEIGHT = 8
WIDTH = 1 << HEIGHT


class Tiles:
    """The tiles of one tree; `read` gives the one at a level and number, and is asked for each once."""

    def __init__(self, read: Tile) -> None:
        self._read = read
        self._known: dict[Place, bytes] = {}

    def node(self, level: int, index: int) -> bytes:
        """The root over the leaves from `index * 2**level` to `(index + 1) * 2**level`."""
        above, within = divmod(level, HEIGHT)
        first = index << within
        tile = self._tile(above, first // WIDTH)
        offset = first % WIDTH * HASH_LENGTH
        part = tile[offset : offset + (HASH_LENGTH << within)]
        return folded([part[at : at + HASH_LENGTH] for at in range(0, len(part), HASH_LENGTH)])

    def grown(self, size: int, leaves: Iterable[bytes]) -> dict[Place, bytes]:
        """The tiles that are new or other when the hashes `leaves` follow the first `size` ones."""
        changed: dict[Place, bytearray] = {}
        for at, leaf in enumerate(leaves, size):
            level, count, hashed = 0, at, leaf
            # A tile that is full is one hash of the level above.
            while self._put(changed, level, count, hashed) == WIDTH:
                full = changed[level, count // WIDTH]
                hashed = folded([bytes(full[i : i + HASH_LENGTH]) for i in range(0, len(full), HASH_LENGTH)])
                level, count = level + 1, count // WIDTH
        found = {place: bytes(tile) for place, tile in changed.items()}
        self._known |= found
        return found

    def _put(self, changed: dict[Place, bytearray], level: int, count: int, hashed: bytes) -> int:
        """Append a hash to the last tile of a level that has `count` of them; returns how many it has now."""
        number, before = divmod(count, WIDTH)
        if (level, number) not in changed:
            there = self._tile(level, number)[: before * HASH_LENGTH] if before else b""
            changed[level, number] = bytearray(there)
        changed[level, number] += hashed
        return before + 1

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._known:
            self._known[level, number] = self._read(level, number)
        return self._known[level, number]
