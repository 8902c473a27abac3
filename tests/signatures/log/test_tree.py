from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signatures.log import tree
from campaign.signatures.log.tiles import Tiles
from tests.signatures.log import independent

# The leaves and roots that Certificate Transparency's own tests use
# (github.com/google/certificate-transparency, merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def nothing(level: int, number: int) -> bytes:
    raise LookupError((level, number))


def node_of(entries: list[bytes]):
    tiles = Tiles(nothing)
    tiles.grown(0, map(tree.leaf_hash, entries))
    return tiles.node


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size):
    expected = ROOTS[size - 1] if size else tree.EMPTY.hex()
    assert tree.root(size, node_of(LEAVES[:size])).hex() == expected


def test_a_path_is_that_of_certificate_transparency():
    path = [step.hex() for step in tree.inclusion(5, 8, node_of(LEAVES))]
    assert path == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_consistency_proof_is_that_of_certificate_transparency():
    proof = [step.hex() for step in tree.consistency(6, 8, node_of(LEAVES))]
    assert proof == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


entries = st.integers(1, 700).map(lambda size: [b"%d" % number for number in range(size)])


@given(entries, st.data())
def test_roots_and_proofs_are_those_of_the_independent_program(all_of_them, data):
    size = data.draw(st.integers(1, len(all_of_them)))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    node, first = node_of(all_of_them), all_of_them[:size]
    assert tree.root(size, node) == independent.mth(first)
    assert tree.inclusion(index, size, node) == independent.path(index, first)
    assert tree.consistency(old, size, node) == independent.proof(old, first)


@given(entries, st.data())
def test_each_checks_what_the_other_proves(all_of_them, data):
    size = len(all_of_them)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root, old_root = independent.mth(all_of_them), independent.mth(all_of_them[:old])
    path, proof = independent.path(index, all_of_them), independent.proof(old, all_of_them)
    leaf = tree.leaf_hash(all_of_them[index])
    assert tree.root_of_inclusion(leaf, index, size, path) == root
    assert tree.is_consistent((old, old_root), (size, root), proof)
    node = node_of(all_of_them)
    assert (
        independent.root_by_path(all_of_them[index], index, size, tree.inclusion(index, size, node)) == root
    )
    found = independent.roots_by_proof(old, size, old_root, tree.consistency(old, size, node))
    assert found == (old_root, root)


def bent(hashes: list[bytes], how: str) -> list[bytes]:
    """The proof with one thing wrong."""
    match how:
        case "short":
            return hashes[1:]
        case "long":
            return [*hashes, tree.EMPTY]
        case "swapped":
            return [*hashes[1:], hashes[0]]
    return [bytes([hashes[0][0] ^ 1]) + hashes[0][1:], *hashes[1:]]


@given(st.integers(3, 300), st.data(), st.sampled_from(["short", "long", "swapped", "bit"]))
def test_a_proof_with_one_thing_wrong_proves_nothing(size, data, how):
    all_of_them = [b"%d" % number for number in range(size)]
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    root, old_root = independent.mth(all_of_them), independent.mth(all_of_them[:old])
    path, proof = independent.path(index, all_of_them), independent.proof(old, all_of_them)
    if (worse := bent(path, how)) != path:
        assert tree.root_of_inclusion(tree.leaf_hash(all_of_them[index]), index, size, worse) != root
    if (worse := bent(proof, how)) != proof:
        assert not tree.is_consistent((old, old_root), (size, root), worse)


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        ((0, tree.EMPTY), (3, b"r" * 32), [b"x" * 32]),
        ((0, b"r" * 32), (3, b"r" * 32), []),
        ((3, b"r" * 32), (3, b"s" * 32), []),
        ((4, b"r" * 32), (3, b"r" * 32), []),
        ((1, b"r" * 32), (3, b"s" * 32), []),
    ],
)
def test_what_cannot_follow_on_each_other_is_not_consistent(old, new, proof):
    assert not tree.is_consistent(old, new, proof)


def test_every_tree_begins_with_the_empty_one():
    assert tree.consistency(0, 8, node_of(LEAVES)) == []
    assert tree.is_consistent((0, tree.EMPTY), (8, bytes.fromhex(ROOTS[7])), [])
    assert tree.is_consistent((0, tree.EMPTY), (0, tree.EMPTY), [])


@pytest.mark.parametrize("index", [-1, 8, 99])
def test_there_is_no_path_to_what_is_not_there(index):
    with pytest.raises(ValueError, match="no entry of 8"):
        tree.inclusion(index, 8, node_of(LEAVES))
    assert tree.root_of_inclusion(tree.EMPTY, index, 8, []) is None


@given(entries)
def test_a_growing_root_is_that_of_the_whole(all_of_them):
    growing = tree.Growing()
    for entry in all_of_them:
        growing.add(tree.leaf_hash(entry))
    assert (growing.size, growing.root) == (len(all_of_them), independent.mth(all_of_them))
