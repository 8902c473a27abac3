from __future__ import annotations

import io

import pytest

from campaign.directory import sheets
from campaign.directory.columns import CHOICES
from campaign.directory.errors import CannotImport


def test_the_columns_of_a_file_are_its_first_row_and_three_rows_beneath() -> None:
    text = "\ufeffCountry ; E-mail\n\nThailand;a@example.org\nLaos\nViet Nam;c@example.org;x\nJapan;\n"
    header, samples = sheets.columns(io.BytesIO(text.encode()))
    assert header == ("Country", "E-mail")
    assert samples == (("Thailand", "a@example.org"), ("Laos", ""), ("Viet Nam", "c@example.org"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_parted_by_commas_semicolons_or_tabs(delimiter: str) -> None:
    text = delimiter.join(["key", "office", '"a, b; c"']) + "\n" + delimiter.join("xyz") + "\n"
    assert sheets.columns(io.BytesIO(text.encode())).header == ("key", "office", "a, b; c")


def test_a_file_that_is_none_has_no_columns() -> None:
    with pytest.raises(CannotImport, match="UTF-8"):
        sheets.columns(io.BytesIO(b"\xff\xff,\xff\n"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Country", "state"),
        ("ADDRESS LINE 1", "line_1"),
        ("Address 2", "line_2"),
        ("E-mail", "email"),
        ("Checked on", "checked_on"),
        ("Form of address", "salutation"),
        ("holder_from", "holder_from"),
        ("Shoe size", ""),
        ("", ""),
        ("problem", ""),
    ],
)
def test_a_column_is_known_by_what_others_call_it(theirs: str, ours: str) -> None:
    assert sheets.suggest([theirs]) == {theirs: ours}


def test_no_column_is_suggested_twice_and_each_of_ours_is_its_own() -> None:
    assert sheets.suggest(["Country", "Nation"]) == {"Country": "state", "Nation": ""}
    assert sheets.suggest(CHOICES) == {name: name for name in CHOICES}
