from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signatures import services, sheets
from campaign.signatures.values import State
from tests import factories

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("x")',
)


@pytest.fixture
def campaign(session, clock):
    return factories.a_campaign()


def rows(campaign, state: str = "") -> list[dict[str, str]]:
    text = "".join(sheets.as_csv(campaign.id, state))
    assert text.startswith(sheets.BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_defused(cell):
    assert sheets.defused(cell) == f"'{cell}"


@given(st.text(max_size=30))
def test_any_text_stays_the_same_but_for_an_apostrophe(text):
    assert sheets.defused(text) in {text, f"'{text}"}
    assert not sheets.defused(text).startswith(FORMULAS[:2])


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
