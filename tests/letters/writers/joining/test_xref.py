from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from campaign.letters.writers.joining import xref


@given(st.lists(st.binary(max_size=200), max_size=20), st.binary(max_size=200))
def test_what_is_known_last_stands_first(later: list[bytes], first: bytes) -> None:
    table = xref.Table()
    for entries in later:
        table.add(entries)
    assert zlib.decompress(table.stream(first)) == first + b"".join(later)


def test_an_entry_holds_places_beyond_four_gigabytes() -> None:
    entry = xref.at(2**33 + 5)
    assert int.from_bytes(entry[1:7], "big") == 2**33 + 5
    assert len(entry) == len(xref.within(7, 3)) == len(xref.free()) == 9
