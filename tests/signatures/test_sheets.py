from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from campaign.core.cells import BYTE_ORDER_MARK
from campaign.signatures import services, sheets
from campaign.signatures.values import State
from tests import factories


@pytest.fixture
def campaign(session, clock):
    return factories.a_campaign()


def rows(campaign, state: str = "") -> list[dict[str, str]]:
    text = "".join(sheets.as_csv(campaign.id, state))
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_text_of_a_signer_is_a_formula_wherever_cells_are_parted(campaign):
    sly = "x;=cmd|'/C calc'!A0;y"
    factories.confirmed(campaign, name="+Mina", city='a;"=b', comment=sly)
    text = "".join(sheets.as_csv(campaign.id))
    [row] = rows(campaign)
    assert (row["Name"], row["City"], row["Comment"]) == ("'+Mina", "a;'\"=b", "x;'=cmd|'/C calc'!A0;y")
    for delimiter in ";\t|":
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert not [cell for cell in cells if cell.strip(' "').startswith(("=", "+", "-", "@"))]


def test_the_sheet_says_all_but_the_address(campaign):
    factories.confirmed(campaign, name='=1+1, "Mina"', city="Osaka", comment="One\nTwo", deliver_name=True)
    services.hide(factories.signed(campaign, email="ana@example.org", country="KP"), "@insult")
    text = "".join(sheets.as_csv(campaign.id))
    assert "@example.org" not in text
    assert text.count("\r\n") == 3
    first, second = rows(campaign)
    assert list(first.values()) == [
        '\'=1+1, "Mina"',
        "Japan",
        "Osaka",
        "One\nTwo",
        *("no", "yes", "no"),
        *("confirmed", "no", ""),
        *("2026-03-02T09:00:00+00:00", "2026-03-02T09:00:00+00:00"),
    ]
    assert list(second.values())[7:] == ["pending", "yes", "'@insult", "2026-03-02T09:00:00+00:00", ""]


def test_with_addresses_they_stand_last_in_both_kinds_of_file(campaign):
    factories.confirmed(campaign, name="-Mina", comment="One\nTwo")
    text = "".join(sheets.as_csv(campaign.id, addresses=True))[1:]
    heads, line = csv.reader(io.StringIO(text, newline=""))
    assert (heads[-1], line[0], line[-1]) == ("E-mail", "'-Mina", "mina@example.org")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sheets.as_xlsx(campaign.id, addresses=True))))
    told, row = book.active.iter_rows(values_only=True)
    assert (list(told), row[0], row[3], row[-1]) == (heads, "-Mina", "One\nTwo", "mina@example.org")
    assert len(sheets.WIDTHS) == len(heads)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sheets.as_xlsx(campaign.id))))
    assert [cell.value for cell in book.active[1]] == heads[:-1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_sheet_of_one_state_and_a_sheet_of_nobody(campaign):
    assert rows(campaign) == []
    factories.signed(campaign)
    assert len(rows(campaign, State.PENDING)) == 1
    assert rows(campaign, State.CONFIRMED) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_what_was_withdrawn_the_sheet_says_only_that(campaign):
    services.withdraw([factories.confirmed(campaign, comment="Act.")])
    [row] = rows(campaign)
    assert (row["Name"], row["City"], row["Comment"], row["State"]) == ("", "", "", "withdrawn")
