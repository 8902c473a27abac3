"""A program that checks a log from its published files, written from RFC 6962 and c2sp.org/signed-note.

    python tests/signatures/log/independent.py ORIGIN KEY FOLDER

It shares no code with what it checks: nothing of `campaign` is imported. The folder holds `checkpoints.txt`
(all checkpoints, one after the other), `entries-0.txt`, `entries-1.txt` … and, where there are any, receipts
and comparisons of checkpoints (`*.json`). It prints the number, or says what is wrong and ends with 1.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):  # noqa: N818 - what it says
    """Something does not hold."""


def hold(fact, why):
    """Say what is wrong where something does not hold."""
    if not fact:
        raise Wrong(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mth(entries):
    """The Merkle tree hash, word for word as RFC 6962 defines it in section 2.1."""
    if not entries:
        return sha256()
    if len(entries) == 1:
        return sha256(b"\x00", entries[0])
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01", mth(entries[:k]), mth(entries[k:]))


def path(m, entries):
    """The audit path, as section 2.1.1 defines it."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m, entries):
    """The consistency proof, as section 2.1.2 defines it."""
    return subproof(m, entries, known=True)


def subproof(m, entries, *, known):
    if m == len(entries):
        return [] if known else [mth(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m <= k:
        return [*subproof(m, entries[:k], known=known), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], known=False), mth(entries[:k])]


def root_by_path(entry, m, size, steps):
    """The root that a path leads to: the tree is walked from its top to the entry, and up again."""
    sides = []
    first, last = 0, size
    while last - first > 1:
        k = 1
        while k * 2 < last - first:
            k *= 2
        if m < first + k:
            sides.append("right")
            last = first + k
        else:
            sides.append("left")
            first += k
    hold(0 <= m < size and len(sides) == len(steps), "the path has another length than the tree is high")
    found = sha256(b"\x00", entry)
    for side, step in zip(reversed(sides), steps, strict=True):
        found = sha256(b"\x01", found, step) if side == "right" else sha256(b"\x01", step, found)
    return found


def roots_by_proof(m, n, old_root, steps):
    """The two roots that a consistency proof leads to: the one of `m` entries, and that of `n`."""
    steps = list(steps)

    def step():
        hold(steps, "the proof is too short")
        return steps.pop(0)

    def walk(m, n, *, known):
        if m == n:
            found = old_root if known else step()
            return found, found
        k = 1
        while k * 2 < n:
            k *= 2
        if m <= k:
            old, new = walk(m, k, known=known)
            return old, sha256(b"\x01", new, step())
        old, new = walk(m - k, n - k, known=False)
        left = step()
        return sha256(b"\x01", left, old), sha256(b"\x01", left, new)

    found = walk(m, n, known=True)
    hold(not steps, "the proof is too long")
    return found


def checked(note, key):
    """The lines of a checkpoint, once its signature is found right."""
    name, key_id, public = key.split("+", 2)
    raw = base64.b64decode(public)
    hold(raw[:1] == b"\x01", "the key is of another kind")
    hold(sha256(name.encode(), b"\n", raw)[:4].hex() == key_id, "the key is damaged")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        said = base64.b64decode(signature)
        if dash == "\N{EM DASH}" and signer == name and said[:4].hex() == key_id:
            Ed25519PublicKey.from_public_bytes(raw[1:]).verify(said[4:], f"{text}\n".encode())
            origin, size, root, number, time = text.split("\n")
            return {
                "origin": origin,
                "size": int(size),
                "root": base64.b64decode(root),
                "number": int(number.removeprefix("signatures ")),
                "time": time.removeprefix("time "),
            }
    return hold(None, "no signature of this key")


def count(entries):
    """The number that the entries leave: signatures less removals, each of one that stood."""
    standing = set()
    for index, entry in enumerate(entries):
        if entry[0] == 1 and len(entry) == 33:
            standing.add(index)
        else:
            hold(entry[0] == 2 and entry[1:25] == bytes(24), f"entry {index} is of no kind")
            hold(
                int.from_bytes(entry[25:33], "big") in standing,
                f"entry {index} takes back what does not stand",
            )
            standing.remove(int.from_bytes(entry[25:33], "big"))
    return len(standing)


def check_receipt(receipt, key):
    """The checkpoint and the entry that a receipt proves."""
    head = checked(receipt["checkpoint"], key)
    secret = base64.b64decode(receipt["secret"])
    commitment = sha256(b"statement-campaigns/log/v1\nsignature\n", head["origin"].encode(), b"\n", secret)
    entry = b"\x01" + commitment
    steps = [base64.b64decode(step) for step in receipt["path"]]
    root = root_by_path(entry, receipt["index"], head["size"], steps)
    hold(root == head["root"], "the receipt leads to another root")
    return head, entry


def check_comparison(comparison, key):
    """The two checkpoints that a comparison is of."""
    old, new = checked(comparison["old"], key), checked(comparison["new"], key)
    steps = [base64.b64decode(step) for step in comparison["proof"]]
    if old["size"] == 0:
        return old, new
    roots = roots_by_proof(old["size"], new["size"], old["root"], steps)
    hold(roots == (old["root"], new["root"]), "the newer tree does not begin with the older one")
    return old, new


def split(notes):
    """Checkpoints that stand one after the other, with a blank line between them."""
    parts = notes.rstrip("\n").split("\n\n")
    return [f"{text}\n\n{signature}\n" for text, signature in zip(parts[::2], parts[1::2], strict=True)]


def entries_of(pages, origin):
    """The entries of pages, which have to follow on each other."""
    found = []
    for page in pages:
        head, _, body = page.partition("\n\n")
        said, start = head.split("\n")
        hold(said == origin and start == f"from {len(found)}", "a page is of another log or place")
        found += [base64.b64decode(line) for line in body.split()]
    return found


def audit(origin, key, notes, pages, files=()):
    """The number at the last checkpoint, after everything was found right."""
    entries = entries_of(pages, origin)
    size = 0
    for note in notes:
        head = checked(note, key)
        hold(head["origin"] == origin, "a checkpoint is of another log")
        hold(size <= head["size"] <= len(entries), "the log became shorter")
        size = head["size"]
        hold(mth(entries[:size]) == head["root"], "entries were changed, dropped or put in between")
        hold(count(entries[:size]) == head["number"], "the number is another one")
    for said in files:
        if said["kind"].endswith("receipt/v1"):
            _head, entry = check_receipt(said, key)
            hold(entries[said["index"]] == entry, "the entry of a receipt is not in the log any more")
        else:
            check_comparison(said, key)
    return head["number"]


def main(origin, key, folder):
    folder = Path(folder)
    notes = split((folder / "checkpoints.txt").read_text())
    pages = [
        (folder / f"entries-{number}.txt").read_text()
        for number in range(len(list(folder.glob("entries-*.txt"))))
    ]
    files = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    sys.stdout.write(f"{audit(origin, key, notes, pages, files)}\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Wrong as error:
        sys.exit(str(error))
