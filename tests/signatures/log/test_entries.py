from __future__ import annotations

import hashlib

import pytest

from campaign.signatures.log import entries
from campaign.signatures.log.entries import NotALog, Tally

HERS = entries.signature("example.org/c/one", bytes(32))


def test_an_entry_is_what_its_docstring_says():
    said = b"statement-campaigns/log/v1\nsignature\nexample.org/c/one\n" + bytes(32)
    assert b"\x01" + hashlib.sha256(said).digest() == HERS
    assert entries.removal(258) == b"\x02" + bytes(30) + b"\x01\x02"
    assert {len(HERS), len(entries.removal(0))} == {entries.LENGTH}


def test_an_entry_is_of_one_campaign_alone():
    assert entries.signature("example.org/c/two", bytes(32)) != HERS


def test_removals_are_taken_off():
    tally = Tally()
    for entry in (HERS, HERS, entries.removal(0)):
        tally.add(entry)
    assert (tally.number, tally.size, tally.stands(0), tally.stands(1), tally.stands(9)) == (
        1,
        3,
        False,
        True,
        False,
    )


@pytest.mark.parametrize(
    "entry",
    [
        entries.removal(0),
        entries.removal(1),
        entries.removal(2),
        entries.removal(1 << 63),
        b"",
        b"\x01",
        b"\x03" + bytes(32),
        b"\x02" + b"\x01" + bytes(31),
        HERS + b"\x00",
    ],
)
def test_what_no_log_can_hold_is_refused(entry):
    tally = Tally()
    tally.add(HERS)
    tally.add(entries.removal(0))
    with pytest.raises(NotALog, match="Entry 2 of the log"):
        tally.add(entry)
