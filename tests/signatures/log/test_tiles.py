from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from campaign.signatures.log import tree
from campaign.signatures.log.tiles import WIDTH, Tiles


class Kept:
    """Tiles that are kept as a database keeps them, and how often they were read."""

    def __init__(self) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.reads = 0
        self.size = 0

    def read(self, level: int, number: int) -> bytes:
        self.reads += 1
        return self.tiles[level, number]

    def grow(self, leaves: list[bytes]) -> int:
        """Append, by somebody who knows nothing from before; returns how many tiles were written."""
        grown = Tiles(self.read).grown(self.size, leaves)
        self.tiles |= grown
        self.size += len(leaves)
        return len(grown)


def leaves(start: int, count: int) -> list[bytes]:
    return [tree.leaf_hash(b"%d" % number) for number in range(start, start + count)]


@given(st.lists(st.integers(0, 400), max_size=8))
def test_tiles_are_the_same_however_the_log_grew(steps):
    piece_by_piece, at_once = Kept(), Kept()
    for step in steps:
        piece_by_piece.grow(leaves(piece_by_piece.size, step))
    at_once.grow(leaves(0, sum(steps)))
    assert piece_by_piece.tiles == at_once.tiles


def test_a_proof_in_a_large_tree_reads_a_few_tiles_and_an_append_writes_a_few():
    kept = Kept()
    size = WIDTH * WIDTH + 700
    kept.grow(leaves(0, size))
    kept.reads = 0
    assert kept.grow(leaves(size, 10)) == 1
    assert kept.reads == 1
    root = tree.root(size, Tiles(kept.read).node)
    for index in (0, WIDTH * WIDTH - 1, size - 1):
        kept.reads = 0
        path = tree.inclusion(index, size, Tiles(kept.read).node)
        assert tree.root_of_inclusion(leaves(index, 1)[0], index, size, path) == root
        assert kept.reads <= 6
