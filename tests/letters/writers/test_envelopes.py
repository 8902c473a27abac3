from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from campaign.letters.fonts import folders
from campaign.letters.layouts import POINT
from campaign.letters.stationery import C5, DL, ENVELOPES, US_10
from campaign.letters.writers.addresses import Address
from campaign.letters.writers.envelopes import envelopes
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from campaign.letters.stationery import EnvelopeSize

SENDER = ("Society for Open Borders", "12 Harbour Lane", "1050 Brussels", "BELGIUM")
SIZES = pytest.mark.parametrize("size", ENVELOPES.values(), ids=ENVELOPES)


def put(
    addresses: list[Address], size: EnvelopeSize, report: Report, sender: tuple[str, ...] = SENDER
) -> bytes:
    return envelopes(addresses, size, sender, day=date(2026, 11, 26), report=report, fonts=folders(()))


@SIZES
def test_sender_and_recipient_stand_in_their_places(size: EnvelopeSize) -> None:
    address = Address("a", tuple(f"RLine{number} Égj, Street" for number in range(7)))
    with pdfplumber.open(io.BytesIO(put([address, address], size, Report()))) as document:
        assert len(document.pages) == 2
        page = document.pages[1]
        assert (page.width * POINT, page.height * POINT) == pytest.approx((size.width, size.height), abs=0.1)
        for word in page.extract_words(keep_blank_chars=True):
            box = size.recipient if word["text"].startswith("RLine") else size.sender
            assert box.left - 0.01 <= word["x0"] * POINT
            assert word["x1"] * POINT <= box.right
            assert box.top - 0.5 <= word["top"] * POINT
            assert word["bottom"] * POINT <= box.bottom
        assert len(page.extract_words(keep_blank_chars=True)) == 11


@pytest.mark.parametrize("size", [DL, C5])
def test_the_recipient_stands_where_the_postal_union_wants_it(size: EnvelopeSize) -> None:
    box = size.recipient
    assert box.top >= 40
    assert size.width - box.right >= 15
    assert size.height - box.bottom >= 15
    assert size.width - box.left <= 140
    assert size.sender.bottom <= 40


def test_the_recipient_stands_where_american_machines_read() -> None:
    box, bottom = US_10.recipient, US_10.height
    assert bottom - 2.75 * 25.4 <= box.top
    assert box.bottom <= bottom - 0.625 * 25.4
    assert box.right <= US_10.width - 12.7


@pytest.mark.parametrize("sender", ["W" * 200, "\ue000"])
def test_a_sender_that_cannot_be_set_is_left_out_and_named(sender: str) -> None:
    report = Report()
    pdf = put([Address("a", ("Office", "Bangkok", "THAILAND"))], DL, report, (sender,))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert document.pages[0].extract_text().splitlines() == ["Office", "Bangkok", "THAILAND"]
    assert ([one.letter for one in report.set_aside], report.written) == (["sender"], 1)


def test_nobody_with_an_address_is_no_file() -> None:
    report = Report()
    assert put([Address("none", ())], DL, report) == b""
    assert [one.letter for one in report.set_aside] == ["none"]
