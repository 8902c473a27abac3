from __future__ import annotations

from campaign.statements.reading.furniture import furniture_of
from campaign.statements.reading.lines import lines
from campaign.statements.reading.paragraphs import paragraphs

PAGES = """A/EX/12/4
1. Urges the keepers to light the lamps, and in particular those

19-01234 (E)    040519
*1901234*

A/EX/12/4                         Lamps of the coast

    of the north;
2. Thanks them.1
_______________
1 A/EX/11/9.

2/2
"""


def test_symbols_job_numbers_pages_and_footnotes_are_furniture():
    found = list(lines(PAGES))
    marks = furniture_of(PAGES, found)
    kept = [PAGES[line.start : line.end] for line, is_one in zip(found, marks, strict=True) if not is_one]
    assert kept == [
        "1. Urges the keepers to light the lamps, and in particular those",
        "of the north;",
        "2. Thanks them.1",
    ]


def test_a_paragraph_goes_on_over_the_page():
    first, second = (paragraph for paragraph in paragraphs(PAGES) if not paragraph.is_furniture)
    assert PAGES[first.start : first.end].endswith("of the north;")
    assert PAGES[second.start : second.end] == "2. Thanks them.1"


def test_a_text_without_pages_has_no_furniture():
    text = "1. Urges them.\nHomes\n2. Thanks them.\nHomes"
    assert not any(furniture_of(text, list(lines(text))))
