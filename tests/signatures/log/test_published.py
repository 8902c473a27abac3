from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core.errors import Refused
from campaign.signatures.log import entries, notes, published, tree
from campaign.signatures.log.audit import Audit
from campaign.signatures.log.entries import NotALog
from campaign.signatures.log.notes import Head, NoteRefused
from campaign.signatures.log.published import Comparison, ProofRefused, Receipt
from campaign.signatures.log.tiles import Tiles
from tests.signatures.log import independent

ORIGIN, SEED, NAME = "example.org/c/one", bytes(range(32)), "example.org"
KEY = notes.key_of(SEED, NAME)
SECRETS = [bytes([number]) * 32 for number in range(5)]
LOG = [*(entries.signature(ORIGIN, secret) for secret in SECRETS), entries.removal(1)]


def read(level: int, number: int) -> bytes:
    raise LookupError((level, number))


def node():
    tiles = Tiles(read)
    tiles.grown(0, map(tree.leaf_hash, LOG))
    return tiles.node


def head(size: int, number: int, hour: int = 10) -> Head:
    time = datetime(2026, 3, 2, hour, tzinfo=UTC)
    return Head(ORIGIN, size, tree.root(size, node()), number, time)


def note(size: int, number: int) -> str:
    return notes.signed(head(size, number), SEED, NAME)


RECEIPT = Receipt(SECRETS[2], 2, tuple(tree.inclusion(2, 6, node())), note(6, 4), str(KEY))
COMPARISON = Comparison(note(3, 3), note(6, 4), tuple(tree.consistency(3, 6, node())), (str(KEY),))


@pytest.mark.parametrize("file", [RECEIPT, COMPARISON])
def test_a_file_is_read_back_and_both_programs_find_it_right(file):
    assert published.read(file.as_json) == file
    file.check()
    file.check([KEY])
    check = independent.check_receipt if file is RECEIPT else independent.check_comparison
    check(json.loads(file.as_json), str(KEY))


def test_a_receipt_warns_whoever_opens_it():
    assert "whoever holds it can see that its owner signed" in json.loads(RECEIPT.as_json)["warning"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RECEIPT, secret=SECRETS[3]),
        replace(RECEIPT, index=3),
        replace(RECEIPT, index=-1),
        replace(RECEIPT, index=1 << 70),
        replace(RECEIPT, path=RECEIPT.path[1:]),
        replace(RECEIPT, checkpoint=note(5, 5)),
    ],
)
def test_a_receipt_with_one_thing_wrong_proves_nothing(wrong):
    with pytest.raises(ProofRefused, match="proves nothing"):
        wrong.check()
    with pytest.raises(independent.Wrong):
        independent.check_receipt(json.loads(wrong.as_json), str(KEY))


def test_a_key_that_was_pinned_goes_before_the_one_in_the_file():
    other = notes.key_of(bytes(32), NAME)
    forged = replace(RECEIPT, checkpoint=notes.signed(head(6, 4), bytes(32), NAME), key=str(other))
    assert forged.check()[1] == other
    with pytest.raises(NoteRefused, match="not signed with the key"):
        forged.check([KEY])


def test_two_logs_are_not_compared():
    elsewhere = replace(head(6, 4), origin="example.org/c/two")
    wrong = replace(COMPARISON, new=notes.signed(elsewhere, SEED, NAME))
    with pytest.raises(ProofRefused, match="different logs"):
        wrong.check()


def test_a_log_that_was_rewritten_does_not_compare():
    other = replace(head(6, 4), root=bytes(32))
    with pytest.raises(ProofRefused, match="entries were changed"):
        replace(COMPARISON, new=notes.signed(other, SEED, NAME)).check()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@given(st.sampled_from([RECEIPT, COMPARISON]), st.data())
def test_no_file_does_worse_than_being_refused(file, data):
    said = json.loads(file.as_json)
    name = data.draw(st.sampled_from(sorted(set(said) - {"warning"})))
    kept = said[name]
    said[name] = data.draw(json_values.filter(lambda value: value != kept))
    with pytest.raises(Refused):
        published.read(json.dumps(said)).check()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "[" * 100_000, '{"kind": []}', '{"kind": "receipt"}']
)
def test_what_is_no_such_file_is_refused(text):
    with pytest.raises(ProofRefused, match="no receipt"):
        published.read(text)


def test_a_page_of_entries_is_read_back_by_both_programs():
    pages = [published.page(ORIGIN, 0, LOG[:4]), published.page(ORIGIN, 4, LOG[4:])]
    assert published.read_page(pages[1]) == (ORIGIN, 4, LOG[4:])
    assert independent.entries_of(pages, ORIGIN) == LOG
    assert published.read_page(published.page(ORIGIN, 0, [])) == (ORIGIN, 0, [])


@given(st.text(max_size=40))
def test_no_page_does_worse_than_being_refused(text):
    for content in (text, f"{ORIGIN}\nfrom {text}\n\n", f"{ORIGIN}\nfrom 0\n\n{text}x"):
        try:
            assert published.read_page(content)[2] == []
        except ProofRefused as error:
            assert error.sentence  # noqa: PT017 - either is right


def test_notes_stand_one_after_the_other_and_are_parted_again():
    notes_ = [note(3, 3), note(6, 4)]
    assert published.split(published.together(notes_)) == notes_
    assert independent.split(published.together(notes_)) == notes_
    assert published.split(published.together([])) == []
    with pytest.raises(ProofRefused):
        published.split("one\n\ntwo\n\nthree")


def audited(heads, some=LOG, receipt=None):
    audit = Audit(ORIGIN, heads)
    if receipt:
        audit.look_for(receipt)
    audit.add(some)
    audit.finish()
    return audit


def test_an_audit_goes_through_the_log_with_all_checkpoints():
    audit = audited([head(6, 4), head(0, 0), head(3, 3), head(3, 3, hour=11)], receipt=RECEIPT)
    assert (audit.size, audit.removals, audit.stands(RECEIPT)) == (6, 1, True)
    assert not audit.stands(replace(RECEIPT, index=1))


@pytest.mark.parametrize(
    ("heads", "some", "why"),
    [
        ([head(6, 5)], LOG, "says 5 signatures, its entries leave 4"),
        ([head(3, 3), head(6, 4)], [*LOG[:2], LOG[0], *LOG[3:]], "dropped or put in before the checkpoint"),
        ([head(6, 4)], LOG[:5], "has 5 entries, but"),
        ([replace(head(3, 3), origin="example.org/c/two")], LOG, "of another log"),
        ([replace(head(0, 0), number=7)], LOG, "says 7 signatures, its entries leave 0"),
    ],
)
def test_an_audit_says_what_does_not_fit(heads, some, why):
    with pytest.raises(ProofRefused, match=why):
        audited(heads, some)


def test_an_audit_refuses_entries_that_no_log_holds():
    with pytest.raises(NotALog, match="takes back entry 1"):
        audited([], [*LOG, entries.removal(1)])


def test_an_entry_of_a_receipt_that_is_not_there_is_named():
    with pytest.raises(ProofRefused, match="another stands at 2"):
        audited([], [*LOG[:2], LOG[0]], receipt=RECEIPT)
    with pytest.raises(ProofRefused, match="ends before"):
        audited([], LOG[:2], receipt=RECEIPT).stands(RECEIPT)
