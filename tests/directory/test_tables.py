from __future__ import annotations

import io
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.core import cells
from campaign.directory import tables
from campaign.directory.tables import Table

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(
    lambda text: normalize("NFC", " ".join(text.split())) or "x"
)


@given(texts=st.lists(TEXTS, min_size=2, max_size=5), delimiter=st.sampled_from(tables.DELIMITERS))
@example(texts=["Office; -of- trade", "'=1", "a,=b"], delimiter=";")
def test_what_is_written_is_read_as_it_was(texts: list[str], delimiter: str) -> None:
    header = [f"column {number}" for number, _text in enumerate(texts)]
    rows = (header, [cells.defused(text) for text in texts])
    read = tables.parse(io.BytesIO(cells.lines(rows, delimiter).encode()))
    assert read.header == tuple(header)
    assert [[tables.clean(cell) for cell in row] for row in read.rows.values()] == [texts]


@pytest.mark.parametrize("delimiter", tables.DELIMITERS)
def test_problems_stand_beside_their_rows_and_older_ones_are_gone(delimiter: str) -> None:
    table = Table(("key", "problem", "office"), {2: ("a", "old", "A"), 5: ("b",)}, delimiter)
    text = table.with_problems({5: ["This is wrong.", "=So is this."]}).decode("utf-8-sig")
    assert text.splitlines() == [
        delimiter.join(('"key"', '"office"', '"problem"')),
        delimiter.join(('"a"', '"A"', '""')),
        delimiter.join(('"b"', '""', '"This is wrong. =So is this."')),
    ]
