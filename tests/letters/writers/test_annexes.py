from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import pytest

from campaign.letters.layouts import DIN_B
from campaign.letters.values import CountCertificate, PublicLog, StatementAnnex, Verbatim
from campaign.letters.writers import pdf
from campaign.letters.writers.docx import stream
from campaign.letters.writers.report import Report
from campaign.letters.writers.txt import text_of

if TYPE_CHECKING:
    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter

ITEM = "URGE the United Nations to provide some measure of legal protection."
TEXT = f"1.2 Recall the convention.\n\n{ITEM}\n\n1.4 Request others."


@pytest.fixture
def whole_letter(organization_letter: Letter) -> Letter:
    certificate = CountCertificate(
        campaign="Legal protection",
        item="item 1.3",
        words=ITEM,
        source="Item 1.3 of the Joint Statement",
        total=1284,
        by_country=(("Japan", 700), ("South Korea", 584)),
        withdrawn=14,
        rejected=31,
        unconfirmed=207,
        cut_off=datetime(2026, 11, 24, 9, 30, 12, tzinfo=UTC),
        digest="0123abcd" * 8,
        organization="Society for Open Borders",
        place="Brussels",
        signatory=("Maria Lindqvist", "Secretary"),
        log=PublicLog(
            address="https://campaign.example.org/c/one",
            key="89abcdef" * 8,
            made_at=datetime(2026, 11, 24, 9, 0, 2, tzinfo=UTC),
            entries=1298,
            total=1284,
            root="4567cdef" * 8,
        ),
    )
    statement = StatementAnnex(
        title="Joint Statement",
        text=Verbatim(TEXT),
        start=TEXT.index(ITEM),
        end=TEXT.index(ITEM) + len(ITEM),
        number="1.3",
        adopted_on=date(2007, 8, 29),
    )
    return replace(organization_letter, certificate=certificate, statement=statement)


def test_certificate_and_statement_follow_on_pages_of_their_own(whole_letter: Letter) -> None:
    document = docx.Document(io.BytesIO(b"".join(stream([whole_letter], DIN_B, Report()))))
    titles = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert titles == ["Signature sheet", "Count certificate", "The statement in full"]
    assert len(document.sections) == 4
    quotes = [one.text for one in document.paragraphs if one.style.name == "Quote"]
    assert quotes[1:] == [f"“{ITEM}”", ITEM]
    assert [cell.text for cell in document.tables[3].rows[2].cells] == [
        "Rejected by rules or by the organizers as not genuine",
        "31",
    ]


def test_the_text_has_them_too_and_the_item_is_set_apart(whole_letter: Letter) -> None:
    text = text_of(whole_letter)
    assert " ".join(["0123abcd"] * 8) in text
    assert f"1.2 Recall the convention.\n\nItem 1.3, which this letter is about\n\n    {ITEM}" in text


def test_an_english_statement_is_set_as_close_behind_a_burmese_letter_as_behind_an_english_one(
    poppler, setter: Typesetter, whole_letter: Letter
) -> None:
    assert whole_letter.statement
    long = f"{ITEM} {'It recalls what was said before. ' * 12}"
    statement = replace(whole_letter.statement, text=Verbatim(long), start=0, end=len(ITEM))
    steps = []
    for language in ("en", "my"):
        letter = replace(whole_letter, language=language, annex=None, certificate=None, statement=statement)
        words = poppler.words(pdf.write([letter], DIN_B, setter), page=2)
        lines = sorted({round(word.top, 1) for word in words if word.text in ("It", "said", "before.")})
        steps.append(lines[1] - lines[0])
    assert steps[0] == pytest.approx(steps[1], abs=0.15)


def test_rows_of_a_certificate_in_burmese_are_higher(
    poppler, setter: Typesetter, whole_letter: Letter
) -> None:
    heights = []
    for language in ("en", "my"):
        letter = replace(whole_letter, language=language, annex=None, statement=None)
        words = poppler.words(pdf.write([letter], DIN_B, setter), page=2)
        first, second = (next(word.top for word in words if word.text == count) for count in ("700", "584"))
        heights.append(second - first)
    # Twice a third of the type's size.
    assert heights[1] - heights[0] == pytest.approx(2 * 0.35 * 10 * 25.4 / 72, abs=0.1)
