from __future__ import annotations

import io
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.directory import tables
from campaign.directory.tables import Table

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(
    lambda text: normalize("NFC", " ".join(text.split())) or "x"
)


@given(cells=st.lists(TEXTS, min_size=2, max_size=5), delimiter=st.sampled_from(tables.DELIMITERS))
def test_what_is_written_is_read_as_it_was(cells: list[str], delimiter: str) -> None:
    header = [f"column {number}" for number, _cell in enumerate(cells)]
    rows = (header, [tables.guarded(cell) for cell in cells])
    read = tables.parse(io.BytesIO("".join(tables.written(rows, delimiter)).encode()))
    assert read.header == tuple(header)
    assert [[tables.clean(cell) for cell in row] for row in read.rows.values()] == [cells]


@given(cell=st.text())
def test_no_cell_that_is_guarded_is_a_formula(cell: str) -> None:
    assert not tables.guarded(cell).startswith(("=", "+", "-", "@", "\t"))
    assert tables.unguarded(tables.guarded(cell)) == cell


@pytest.mark.parametrize("delimiter", tables.DELIMITERS)
def test_problems_stand_beside_their_rows_and_older_ones_are_gone(delimiter: str) -> None:
    table = Table(("key", "problem", "office"), {2: ("a", "old", "A"), 5: ("b",)}, delimiter)
    text = table.with_problems({5: ["This is wrong.", "=So is this."]}).decode("utf-8-sig")
    assert text.splitlines() == [
        delimiter.join(("key", "office", "problem")),
        delimiter.join(("a", "A", "")),
        delimiter.join(("b", "", "This is wrong. =So is this.")),
    ]
