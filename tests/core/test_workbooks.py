from __future__ import annotations

import io
import tracemalloc
import zipfile

import openpyxl
import pytest

from campaign.core import workbooks

HEADS, WIDTHS = ("Name", "Comment"), (20, 60)


def opened(*batches):
    return openpyxl.load_workbook(io.BytesIO(b"".join(workbooks.workbook("List", HEADS, WIDTHS, batches))))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "007", "http://example.org", "<b>&amp;", " two\nlines ", "ສິດ 权利", "_x0041_", "a\x01b\x1f"],
)
def test_text_stays_text(text):
    cell = opened([(text, "")]).active["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert openpyxl.utils.escape.unescape(cell.value) == text


def test_the_head_stays_in_sight_and_columns_are_wide():
    sheet = opened([("a", "b")], [("c", "")]).active
    assert [[cell.value for cell in row] for row in sheet] == [list(HEADS), ["a", "b"], ["c", None]]
    assert (sheet.title, sheet.freeze_panes, sheet.column_dimensions["B"].width) == ("List", "A2", 60)
    assert sheet["A1"].font.b
    assert not sheet["A2"].font.b


def test_of_nothing_there_is_a_head():
    assert [[cell.value for cell in row] for row in opened().active] == [list(HEADS)]


def test_what_one_sheet_does_not_hold_stands_on_the_next(monkeypatch):
    monkeypatch.setattr(workbooks, "ROWS_A_SHEET", 4)
    book = opened(*[[("a", str(number)), ("b", str(number))] for number in range(3)])
    assert [sheet.title for sheet in book] == ["List 1", "List 2"]
    assert [sheet.max_row for sheet in book] == [5, 3]
    assert book["List 2"]["B3"].value == "2"


def test_the_archive_is_one_that_excel_opens():
    content = b"".join(workbooks.workbook("List", HEADS, WIDTHS, [[("a", "b")]]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        # Excel refuses what was made for files of 4 GB.
        assert {entry.extract_version for entry in archive.infolist()} == {20}


def test_memory_does_not_grow_with_the_rows():
    rows = [("Mina Ito", "Act now. " * 10)] * 1_000
    tracemalloc.start()
    size = sum(map(len, workbooks.workbook("List", HEADS, WIDTHS, (rows for _batch in range(100)))))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 50_000
    assert peak < 4 * 1024 * 1024
