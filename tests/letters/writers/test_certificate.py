from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from campaign.letters.cleaning import cleaned
from campaign.letters.values import CountCertificate, PublicLog, StatementAnnex, Verbatim
from campaign.letters.writers.certificate import certificate_of
from campaign.letters.writers.statement import paragraphs, statement_of

if TYPE_CHECKING:
    from campaign.letters.values import Letter

TEXT = Verbatim("A head\n\nWe, who met,\n  1. ask A;\n  2. URGE B\n  to do so;\n\n\n\tThe end\u202e.\n")


@pytest.fixture
def certificate() -> CountCertificate:
    return CountCertificate(
        campaign="Legal protection",
        item="item 1.3",
        words="URGE the United Nations",
        source="Item 1.3 of the Joint Statement",
        total=1,
        by_country=(("other countries", 1),),
        withdrawn=1400,
        rejected=0,
        unconfirmed=2,
        cut_off=datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC),
        digest="0123456789abcdef" * 4,
        organization="Society for Open Borders",
        place="Brussels",
        signatory=("Maria Lindqvist", "Secretary"),
    )


def test_a_certificate_says_who_counted_what_and_when(
    organization_letter: Letter, certificate: CountCertificate
) -> None:
    told = certificate_of(certificate, organization_letter)
    assert told.words == "“URGE the United Nations”"
    assert told.count == "On 24 November 2026 at 23:59:59 UTC, 1 signature was confirmed."
    countries, method, left_out, listed = told.sections
    assert countries.table
    assert countries.table.rows == (("other countries", "1"),)
    assert len(method.sentences) == 2
    assert left_out.table
    assert "never confirmed are erased 60 days after the last mail about them" in left_out.sentences[1]
    assert left_out.table.rows[1][0] == "Rejected by rules or by the organizers as not genuine"
    assert [row[1] for row in left_out.table.rows] == ["1,400", "0", "2"]
    assert listed.groups == ("01234567", "89abcdef") * 4
    assert told.place_and_day == "Brussels, 24 November 2026"
    assert told.signatory == ("Maria Lindqvist", "Secretary")


def test_a_certificate_says_how_outsiders_check_it_and_what_that_does_not_prove(
    organization_letter: Letter, certificate: CountCertificate
) -> None:
    log = PublicLog(
        address="https://campaign.example.org/c/one",
        key="ab" * 32,
        made_at=datetime(2026, 11, 24, 23, 0, 3, tzinfo=UTC),
        entries=1401,
        total=1,
        root="01234567" * 8,
    )
    told = certificate_of(replace(certificate, log=log), organization_letter)
    _countries, _method, _left_out, checkpoint, check, _listed = told.sections
    assert "on 24 November 2026 at 23:00:03 UTC: the log had 1,401 entries" in checkpoint.sentences[1]
    assert checkpoint.groups == ("01234567",) * 8
    assert "does not prove that they are real people" in check.sentences[0]
    assert "campaign verify https://campaign.example.org/c/one" in check.sentences[1]
    assert "".join(check.groups) == "ab" * 32
    early = certificate_of(replace(certificate, log=replace(log, made_at=None, root="")), organization_letter)
    assert early.sections[3].sentences[1] == "No checkpoint of the log had been signed by then."
    assert early.sections[3].groups == ()
    assert early.sections[4] == check


def statement(words: str) -> StatementAnnex:
    start = TEXT.index(words)
    return StatementAnnex(title="A statement", text=TEXT, start=start, end=start + len(words), number="2")


def test_a_statement_keeps_its_paragraphs_and_lines_and_marks_the_item() -> None:
    told = [
        [(passage.lines, passage.is_ours) for passage in each]
        for each in paragraphs(statement("2. URGE B\n  to do so;"))
    ]
    assert told == [
        [(("A head",), False)],
        [
            (("We, who met,", "  1. ask A;"), False),
            (("2. URGE B", "  to do so;"), True),
        ],
        [((" The end.",), False)],
    ]


def test_an_item_over_several_paragraphs_is_marked_in_each() -> None:
    words = TEXT[TEXT.index("2. URGE") : TEXT.index("The end") + 7]
    ours = [passage.lines for each in paragraphs(statement(words)) for passage in each if passage.is_ours]
    assert ours == [("2. URGE B", "  to do so;"), (" The end",)]


def test_what_is_not_known_of_a_statement_is_not_said(organization_letter: Letter) -> None:
    told = statement_of(statement("2. URGE B"), organization_letter)
    assert told.about == ()
    assert told.item == "Item 2, which this letter is about"
    named = replace(statement("2. URGE B"), issuer="The Coalition", number="")
    assert statement_of(named, organization_letter).about == ("Issued by: The Coalition",)
    assert statement_of(named, organization_letter).item == "The item that this letter is about"


def test_words_that_are_quoted_are_not_cleaned() -> None:
    assert cleaned(statement("2. URGE B")).text == TEXT
