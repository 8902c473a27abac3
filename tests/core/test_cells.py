from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.core import cells

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SEPARATORS = (";", ",", "|", "\t", "\n", "\r")
SLY = st.text(st.sampled_from("".join((*SIGNS, *SEPARATORS, " '\"1x"))), max_size=12)
CALCULATOR = "=cmd|'/C calc'!A0"


def parted(text: str, delimiter: str) -> list[str]:
    """The cells of a line as a spreadsheet sees them, without what it may take away around them."""
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    # Quotes count only where a cell begins, as in Excel.
    return [cell.strip().strip('"').strip() for row in found for cell in row]


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_like_a_formula_gets_an_apostrophe(sign):
    assert cells.defused(f"{sign}1+1") == f"'{sign}1+1"
    assert cells.defused(f' "{sign}1') == f"' \"{sign}1"


@pytest.mark.parametrize("blank", ["\t", "\r", "\n"])
def test_what_may_be_taken_away_before_a_formula_gets_one_too(blank):
    assert cells.defused(f"{blank}x") == f"'{blank}x"
    assert cells.defused(f"{blank}=1") == f"'{blank}'=1"


@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_formula_follows_what_another_country_parts_cells_by(separator):
    sly = f"Act{separator}{CALCULATOR};now"
    assert cells.defused(sly) == f"Act{separator}'{CALCULATOR};now"
    line = cells.lines([["Mina", cells.defused(sly), "Osaka"]])
    for delimiter in (";", "\t", "|"):
        assert not [cell for cell in parted(line, delimiter) if cell.startswith(SIGNS)]


@pytest.mark.parametrize("text", ["Jean-Luc", "We ask - now", "a; b, c", "5+5=10", "Ana O'Neil", ""])
def test_what_is_no_formula_stays_as_it_is(text):
    assert cells.defused(text) == text


@given(text=SLY | st.text(max_size=30))
@example(text="'\tx")
@example(text="\t\t=1")
def test_what_is_defused_is_as_it_was_on_the_way_back(text):
    assert cells.as_it_was(cells.defused(text)) == text
    assert cells.defused(text).replace("'", "") == text.replace("'", "")


@given(text=SLY, delimiter=st.sampled_from(SEPARATORS[:4]))
def test_no_text_gives_a_formula_however_it_is_parted(text, delimiter):
    line = cells.lines([["Mina", cells.defused(text), "Osaka"]])
    assert not [cell for cell in parted(line, delimiter) if cell.startswith(SIGNS)]


def test_texts_stand_in_quotes_and_numbers_do_not():
    assert cells.lines([["a", 'b "c"', 5], ["x;y", "", 0]]) == '"a","b ""c""",5\r\n"x;y","",0\r\n'


@given(st.lists(st.lists(st.text(st.sampled_from('a",;\r\n é')), min_size=2, max_size=4)))
def test_lines_of_texts_are_the_same_lines(rows):
    assert cells.lines_of_texts(rows) == cells.lines(rows)
