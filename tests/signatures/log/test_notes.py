from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signatures.log import notes
from campaign.signatures.log.notes import Head, Key, NoteRefused
from tests.signatures.log import independent

SEED, NAME = bytes(range(32)), "example.org"
HEAD = Head("example.org/c/one", 1292, bytes(32), 1284, datetime(2026, 3, 2, 10, 0, 3, tzinfo=UTC))
NOTE = notes.signed(HEAD, SEED, NAME)
KEY = notes.key_of(SEED, NAME)
# The key and the note of golang.org/x/mod/sumdb/note, where the format comes from.
PETER = Key.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
SAID = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_a_note_is_what_its_docstring_says():
    assert NOTE.splitlines()[:-1] == [
        "example.org/c/one",
        "1292",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "signatures 1284",
        "time 2026-03-02T10:00:03Z",
        "",
    ]
    assert NOTE.splitlines()[-1].startswith(f"\N{EM DASH} {NAME} ")


def test_what_was_signed_opens_with_its_key_here_and_elsewhere():
    assert notes.opened(NOTE, [PETER, KEY]) == (HEAD, KEY)
    assert independent.checked(NOTE, str(KEY))["number"] == 1284


def test_a_signature_from_elsewhere_is_right():
    raw = notes._decoded(SIGNED)
    assert raw[:4] == PETER.id
    notes._check(PETER, raw[4:], SAID)
    with pytest.raises(NoteRefused, match="changed after it was signed"):
        notes._check(PETER, raw[4:], SAID + " ")


@pytest.mark.parametrize(
    "change", [("1292", "1293"), ("1284", "1285"), ("c/one", "c/two"), ("10:00", "11:00")]
)
def test_a_note_that_was_changed_is_refused(change):
    with pytest.raises(NoteRefused, match="changed after it was signed"):
        notes.opened(NOTE.replace(*change), [KEY])


def test_a_key_that_did_not_sign_opens_nothing():
    for other in (PETER, notes.key_of(bytes(32), NAME), notes.key_of(SEED, "example.com")):
        with pytest.raises(NoteRefused, match="not signed with the key"):
            notes.opened(NOTE, [other])


def test_signatures_of_others_beside_it_are_passed_over():
    other = notes.signed(HEAD, bytes(32), "witness.example.org").rpartition("\n\n")[2]
    assert notes.opened(NOTE.replace("\n\n", f"\n\n{other}"), [KEY])[0] == HEAD


@pytest.mark.parametrize(
    "change",
    [
        ("1292", "01292"),
        ("1292", "-1"),
        ("1292", "9" * 30),
        ("1292", "\u0661"),
        ("2026-03-02", "2026-13-02"),
        ("AAAA", "AAA"),
        ("signatures", "signature"),
        ("\n\n", "\nmore\n\n"),
        ("\n\n", "\n"),
        ("example.org/c", "example org/c"),
    ],
)
def test_what_is_no_checkpoint_is_refused(change):
    with pytest.raises(NoteRefused, match="no checkpoint"):
        notes.opened(NOTE.replace(*change, 1), [KEY])


@given(st.text(max_size=200), st.integers(0, len(NOTE)))
def test_no_text_does_worse_than_being_refused(text, at):
    for content in (text, NOTE[:at] + text + NOTE[at:], NOTE[:at]):
        try:
            assert notes.opened(content, [KEY])[0] == HEAD
        except NoteRefused as error:
            assert error.sentence  # noqa: PT017 - either is right
    with pytest.raises(NoteRefused):
        Key.parse(text)


def test_a_key_is_read_back_and_a_damaged_one_refused():
    assert Key.parse(f" {KEY}\n") == KEY
    name, key_id, public = str(KEY).split("+", 2)
    for wrong in (f"{name}+{public}", f"{name}x+{key_id}+{public}", f"+{key_id}+{public}", public, "a+b+c+d"):
        with pytest.raises(NoteRefused, match="no public key"):
            Key.parse(wrong)


def test_a_time_of_another_zone_is_said_in_utc():
    from datetime import timedelta, timezone

    korea = HEAD.time.astimezone(timezone(timedelta(hours=9)))
    assert replace(HEAD, time=korea).text == HEAD.text
