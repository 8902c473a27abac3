"""The Merkle tree of RFC 6962: hashes, roots, proofs, and the checking of proofs.

Nothing here knows what an entry means. The hashes of whole subtrees are asked for by level and index: the
node at level `l` and index `i` is the root over the leaves from `i * 2**l` to `(i + 1) * 2**l`. A proof asks
for O(log n) of them.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Node = Callable[[int, int], bytes]

HASH_LENGTH = 32
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def folded(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes of one level."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


class Growing:
    """The root of a tree whose leaves come one after the other; holds a hash for each of its whole parts."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Put the hash of one more leaf at the end."""
        self._parts.append(leaf)
        self.size += 1
        rest = self.size
        while not rest & 1:
            right, left = self._parts.pop(), self._parts.pop()
            self._parts.append(node_hash(left, right))
            rest >>= 1

    @property
    def root(self) -> bytes:
        """The root over all that has come."""
        if not self._parts:
            return EMPTY
        *parts, result = self._parts
        for part in reversed(parts):
            result = node_hash(part, result)
        return result


def root(size: int, node: Node) -> bytes:
    """The root of the tree of the first `size` entries (RFC 6962, 2.1)."""
    return _over(0, size, node) if size else EMPTY


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The audit path of the entry at `index` in the tree of `size` entries (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        message = f"{index} is no entry of {size}"
        raise ValueError(message)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _half(end - start)
        if index < middle:
            path.append(_over(middle, end, node))
            end = middle
        else:
            path.append(_over(start, middle, node))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the tree of `new` entries begins with that of `old` (RFC 6962, 2.1.2)."""
    if not 0 <= old <= new:
        message = f"a tree of {new} entries does not begin with {old}"
        raise ValueError(message)
    if old in {0, new}:
        return []
    start, end, proof, is_whole = 0, new, [], True
    while old != end:
        middle = start + _half(end - start)
        if old <= middle:
            proof.append(_over(middle, end, node))
            end = middle
        else:
            proof.append(_over(start, middle, node))
            start, is_whole = middle, False
    # The old root is known to whoever checks; only a part of it has to be said.
    return proof[::-1] if is_whole else [_over(start, end, node), *proof[::-1]]


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that the audit path leads to, None where it has another length (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    found, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if found & 1 or found == last:
            result = node_hash(sibling, result)
            while not found & 1 and found:
                found, last = found >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        found, last = found >> 1, last >> 1
    return result if last == 0 else None


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that `new` (size and root) begins with `old` (RFC 9162, 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size in {0, new_size}:
        expected = EMPTY if old_size == 0 else new_root
        return not proof and old_root == expected and (new_size != 0 or new_root == EMPTY)
    if not 0 < old_size < new_size or not proof:
        return False
    hashes = list(proof)
    if old_size & (old_size - 1) == 0:
        hashes.insert(0, old_root)
    found, last = old_size - 1, new_size - 1
    while found & 1:
        found, last = found >> 1, last >> 1
    old_found = new_found = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if found & 1 or found == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            while not found & 1 and found:
                found, last = found >> 1, last >> 1
        else:
            new_found = node_hash(new_found, sibling)
        found, last = found >> 1, last >> 1
    return last == 0 and (old_found, new_found) == (old_root, new_root)


def _half(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _over(start: int, end: int, node: Node) -> bytes:
    """The root over the leaves from `start` to `end`, of which only what lies at the end is no whole node."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _half(size)
    return node_hash(_over(start, middle, node), _over(middle, end, node))
