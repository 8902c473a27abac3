from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from campaign.core import cells
from campaign.letters.writers.written_list import WrittenRow, as_csv, as_xlsx, heads

DAY = date(2026, 11, 26)
ROW = WrittenRow(
    file="01--legal-protection--th-head-of-government--letters.pdf",
    recipient="th-head-of-government",
    office="Office of the Prime Minister",
    code="TH",
    country="Thailand",
    language="en",
    format="pdf",
    letters=500,
    set_aside=2,
    address_known=True,
    status="secondary",
    as_of=DAY,
    sha256="ab" * 32,
)
SLY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")', "＝1+1"]


def test_csv_is_what_excel_reads() -> None:
    content = b"".join(as_csv([replace(ROW, office='Office, "of"\nthe Prime Minister — ຫ້ອງການ'), ROW]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(heads())
    assert rows[1][2] == 'Office, "of"\nthe Prime Minister — ຫ້ອງການ'
    assert rows[2][7:12] == ["500", "2", "yes", "secondary", "2026-11-26"]


@pytest.mark.parametrize("text", SLY)
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    content = b"".join(as_csv([replace(ROW, office=text)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline="")))[1][2] == cells.defused(text)
    assert cells.defused(text).startswith("'")


@pytest.mark.parametrize("text", [*SLY, "007", "http://example.org"])
def test_text_in_the_workbook_stays_text(text: str) -> None:
    content = as_xlsx([replace(ROW, office=text)], DAY)
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["C2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value.replace("_x000D_", "\r") == text


def test_the_workbook_has_numbers_dates_a_frozen_head_and_wide_columns() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([ROW, ROW], DAY))).active
    assert [cell.value for cell in sheet[1]] == list(heads())
    assert [cell.value for cell in sheet[3]][7:12] == [500, 2, "yes", "secondary", datetime(2026, 11, 26)]  # noqa: DTZ001 - a spreadsheet has no zones
    assert sheet["L2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M3"
    assert sheet.column_dimensions["A"].width > 50


def test_the_same_rows_give_the_same_bytes() -> None:
    assert as_xlsx([ROW] * 3, DAY) == as_xlsx([ROW] * 3, DAY)
    assert list(as_csv([ROW] * 3)) == list(as_csv([ROW] * 3))
